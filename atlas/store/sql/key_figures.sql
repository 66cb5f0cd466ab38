-- Beside the area's newest figure: the one of its first Land in the same period.
WITH newest AS (
    SELECT v.*, row_number() OVER (PARTITION BY indicator_id ORDER BY period_end DESC) AS age
    FROM value_listed v WHERE area_code = $area_code)
SELECT n.indicator_id, n.area_code, n.period, n.period_end, n.value, n.sign, n.method, n.approximate, s.producer,
    land.value AS land_value, coalesce(land.sign, '') AS land_sign, land.method AS land_method
FROM newest n
JOIN indicator i USING (indicator_id)
JOIN area a ON a.area_code = n.area_code
JOIN source s ON s.source_id = n.source_id
LEFT JOIN value_current land ON land.indicator_id = n.indicator_id AND land.period = n.period
    AND land.area_code = a.land_code
WHERE n.age = 1
ORDER BY i.position
