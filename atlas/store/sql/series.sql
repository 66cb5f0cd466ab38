-- The figures of some areas in all periods of some indicators, oldest first.
SELECT v.indicator_id, v.area_code, v.period, v.period_end, v.frequency, v.value, v.sign, v.method, v.provisional, v.source_id
FROM value_listed v
WHERE list_contains($area_codes, v.area_code) AND list_contains($indicator_ids, v.indicator_id)
ORDER BY v.indicator_id, v.area_code, v.period_end
