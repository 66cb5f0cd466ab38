-- How fresh each source is; the day of retrieval is that of its newest file.
SELECT s.source_id, s.table_code, s.title_de, s.title_en, s.producer, s.attribution, f.held_period, f.known_period, f.known_url, f.next_period,
    f.next_on, f.next_url, max(p.retrieved_on) AS retrieved_on, count(p.snapshot_id) AS files
FROM source s LEFT JOIN source_state f USING (source_id) LEFT JOIN snapshot p USING (source_id)
GROUP BY ALL ORDER BY s.producer, s.table_code, s.source_id
