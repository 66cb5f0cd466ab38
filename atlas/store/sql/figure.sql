SELECT v.*, s.title_de AS source_title_de, s.title_en AS source_title_en, s.producer, s.licence, s.licence_url,
    s.attribution, s.page, p.original_file, p.original_sha256, p.publisher_stand, q.reason_de, q.reason_en
FROM value_current v
JOIN source s USING (source_id)
JOIN snapshot p USING (snapshot_id)
LEFT JOIN source_precedence q ON q.indicator_id = v.indicator_id AND q.source_id = v.source_id
WHERE v.indicator_id = $indicator_id AND v.area_code = $area_code AND v.period = $period
