-- A computed figure stands only where each of its parts has one: so it says nothing of a secret cell.
SELECT o.indicator_id, o.area_code, o.period, p.part_indicator_id, p.part_period
FROM value_current o
JOIN computed_part p ON p.indicator_id = o.indicator_id AND p.area_code = o.area_code AND p.period = o.period
LEFT JOIN value_current v ON v.indicator_id = p.part_indicator_id AND v.area_code = p.part_area_code AND v.period = p.part_period
WHERE o.method = 'computed' AND o.value IS NOT NULL AND v.value IS NULL
