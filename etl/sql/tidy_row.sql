-- tidy_row: every shipped figure with its file, day, statistic and the day whose territory it stands on.
-- A source that says territory_on gives all its figures on that one territory, else each stands on that of its own day.
CREATE TEMP TABLE tidy_row AS
SELECT f.indicator_id, f.area_code, f.period, CAST(f.period_end AS DATE) AS period_end,
    CASE WHEN regexp_full_match(f.period, '[0-9]{4}') THEN 'annual'
         WHEN regexp_full_match(f.period, '[0-9]{4}-(0[1-9]|1[0-2])') THEN 'monthly'
         WHEN regexp_full_match(f.period, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN 'key_date'
         ELSE 'unknown' END AS frequency,
    CASE WHEN isnan(f.value) THEN NULL ELSE f.value END AS value, f.sign, f.provisional,
    s.source_id, s.table_code, s.snapshot_id, s.retrieved_on, s.publisher_stand,
    f.line AS source_line, f."column" AS source_column,
    CASE WHEN regexp_matches(s.table_code, '^[0-9]{5}-') THEN left(s.table_code, 5) ELSE s.source_id END
        AS statistic,
    coalesce(o.territory_on, CAST(f.period_end AS DATE)) AS territory_day
FROM read_parquet($files, filename = true) f
JOIN figure_file p ON p.path = f.filename
JOIN snapshot s ON s.snapshot_id = p.snapshot_id
JOIN source o ON o.source_id = s.source_id;
