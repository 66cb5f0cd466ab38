-- Each file that ships gives the number of rows that data/lookups/expected_rows.csv says: a silent loss fails, a wanted change is a diff.
WITH found AS (SELECT snapshot_id, indicator_id, period, count(*) AS rows
    FROM observation_vintage SEMI JOIN (FROM snapshot WHERE NOT fetched) USING (snapshot_id) GROUP BY ALL)
SELECT coalesce(f.snapshot_id, e.snapshot_id) AS snapshot_id, coalesce(f.indicator_id, e.indicator_id) AS indicator_id,
    coalesce(f.period, e.period) AS period, coalesce(f.rows, 0) AS found, coalesce(e.rows, 0) AS expected
FROM found f FULL JOIN expected_rows e
    ON e.snapshot_id = f.snapshot_id AND e.indicator_id = f.indicator_id AND e.period = f.period
WHERE f.rows IS DISTINCT FROM e.rows
