-- Indicators whose districts have figures for so many months or more: nothing else can show signals of change.
SELECT v.indicator_id, count(DISTINCT v.period) AS months, min(v.period_end) AS first_month, max(v.period_end) AS last_month
FROM value_current v
JOIN area a ON a.area_code = v.area_code AND a.kind = 'district'
JOIN indicator i ON i.indicator_id = v.indicator_id
WHERE v.frequency = 'monthly' AND v.value IS NOT NULL
GROUP BY v.indicator_id
HAVING count(DISTINCT v.period) >= $months
ORDER BY min(i.position)
