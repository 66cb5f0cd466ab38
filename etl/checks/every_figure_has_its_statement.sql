-- From any figure there is a way to the SQL that made it and to the file it came from.
SELECT DISTINCT o.indicator_id, o.sql_file, o.snapshot_id FROM observation o
ANTI JOIN statement s ON s.sql_file = o.sql_file
UNION ALL
SELECT DISTINCT o.indicator_id, o.sql_file, o.snapshot_id FROM observation o
ANTI JOIN snapshot s ON s.snapshot_id = o.snapshot_id
