SELECT v.area_code, a.name, a.name_en, v.value, v.sign, v.provisional, v.source_id, s.title_de AS source_title_de,
    s.title_en AS source_title_en, v.table_code, p.original_file, v.source_line, v.source_column, v.retrieved_on,
    p.publisher_stand, p.original_sha256
FROM observation_vintage v
JOIN area a USING (area_code)
JOIN source s USING (source_id)
JOIN snapshot p USING (snapshot_id)
WHERE v.indicator_id = $indicator_id AND list_contains($area_codes, v.area_code) AND v.period = $period
ORDER BY v.area_code, v.retrieved_on DESC NULLS LAST, v.snapshot_id DESC
