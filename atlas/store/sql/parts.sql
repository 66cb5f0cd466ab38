-- The figures that a computed one was made from, in the order of its formula.
SELECT p.position, p.part_indicator_id, p.part_area_code, p.part_period, v.value, v.sign, v.method, v.source_id,
    v.snapshot_id, v.retrieved_on, s.publisher_stand
FROM computed_part p
JOIN value_current v ON v.indicator_id = p.part_indicator_id AND v.area_code = p.part_area_code AND v.period = p.part_period
LEFT JOIN snapshot s USING (snapshot_id)
WHERE p.indicator_id = $indicator_id AND p.area_code = $area_code AND p.period = $period
ORDER BY p.position
