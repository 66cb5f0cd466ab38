-- The figures of some areas in all periods of an indicator, oldest first, with how each came about and its file's day.
SELECT v.indicator_id, v.area_code, a.kind, v.period, v.period_end, year(v.period_end) AS year, v.value,
    coalesce(v.sign, '') AS sign, v.method, coalesce(v.approximate, false) AS approximate,
    coalesce(v.provisional, false) AS provisional, v.source_id, v.retrieved_on, s.publisher_stand
FROM value_listed v
JOIN area a USING (area_code)
LEFT JOIN snapshot s ON s.snapshot_id = v.snapshot_id
WHERE v.indicator_id = $indicator_id AND list_contains($area_codes, v.area_code)
ORDER BY v.period_end, v.area_code
