-- Day of retrieval and Stand are those of the same file: the newest one.
SELECT s.*, max(p.retrieved_on) AS retrieved_on,
    last(p.publisher_stand ORDER BY p.retrieved_on NULLS FIRST, p.snapshot_id) AS publisher_stand,
    count(p.snapshot_id) AS files, sum(p.rows_read) AS rows_read, sum(p.rows_kept) AS rows_kept
FROM source s LEFT JOIN snapshot p USING (source_id)
GROUP BY ALL ORDER BY s.producer, s.table_code, s.source_id
