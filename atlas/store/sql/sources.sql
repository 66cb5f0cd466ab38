SELECT s.*, max(p.retrieved_on) AS retrieved_on, max(p.publisher_stand) AS publisher_stand,
    count(p.snapshot_id) AS files, sum(p.rows_read) AS rows_read, sum(p.rows_kept) AS rows_kept
FROM source s LEFT JOIN snapshot p USING (source_id)
GROUP BY ALL ORDER BY s.producer, s.table_code, s.source_id
