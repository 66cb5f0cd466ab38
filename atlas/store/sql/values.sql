-- Every area of today stands in the answer; where there is no row, value is NULL and sign is ''.
SELECT a.area_code, a.name, a.name_en, a.kind, a.land_code, a.in_region, v.value, coalesce(v.sign, '') AS sign,
    coalesce(v.provisional, false) AS provisional, v.method, coalesce(v.approximate, false) AS approximate,
    v.members, v.source_id, v.snapshot_id, v.retrieved_on, s.publisher_stand
FROM area a
LEFT JOIN value_current v ON v.area_code = a.area_code AND v.indicator_id = $indicator_id AND v.period = $period
LEFT JOIN snapshot s ON s.snapshot_id = v.snapshot_id
WHERE a.kind <> 'dissolved'
ORDER BY a.area_code
