SELECT v.indicator_id, v.area_code, v.period, v.value, v.sign, v.method FROM value_listed v
JOIN area a ON a.area_code = v.area_code AND a.kind = 'district'
WHERE v.indicator_id = $indicator_id AND v.value IS NOT NULL
ORDER BY v.period_end, v.area_code
