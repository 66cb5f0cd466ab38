-- A computed indicator: the rows of its own file (temporary table computed_row; its id: variable indicator_id) become figures.
-- Its source and file are those of its first part, or those it is counted in. Where a part has no figure, the sign of the
-- first such part stands; a row that has neither value nor sign is none.
INSERT INTO computed_part
SELECT getvariable('indicator_id'), area_code, period, generate_subscripts(parts, 1) AS position, unnest(parts, recursive := true)
FROM computed_row WHERE len(parts) > 0;

CREATE OR REPLACE TEMP TABLE computed_figure AS
WITH used AS (
    SELECT p.area_code, p.period, p.position, v.value, v.sign, v.provisional, v.approximate,
        v.source_id, v.table_code, v.snapshot_id, v.retrieved_on
    FROM computed_part p
    JOIN value_current v ON v.indicator_id = p.part_indicator_id AND v.area_code = p.part_area_code AND v.period = p.part_period
    WHERE p.indicator_id = getvariable('indicator_id')
), joined AS (
    SELECT area_code, period, bool_or(provisional) AS provisional, bool_or(approximate) AS approximate,
        coalesce(min_by(sign, position) FILTER (value IS NULL), '') AS sign,
        min_by(source_id, position) AS source_id, min_by(table_code, position) AS table_code,
        min_by(snapshot_id, position) AS snapshot_id, arg_min_null(retrieved_on, position) AS retrieved_on
    FROM used GROUP BY ALL
), counted_in AS (
    SELECT s.source_id, s.table_code, p.snapshot_id, p.retrieved_on
    FROM indicator i JOIN source s ON s.source_id = i.source_id JOIN snapshot p ON p.source_id = s.source_id
    WHERE i.indicator_id = getvariable('indicator_id')
)
SELECT getvariable('indicator_id') AS indicator_id, r.area_code, r.period, r.period_end, r.frequency,
    CASE WHEN coalesce(j.sign, '') = '' THEN r.value END AS value, coalesce(j.sign, '') AS sign,
    coalesce(j.provisional, false) AS provisional,
    coalesce(c.source_id, j.source_id) AS source_id, coalesce(c.table_code, j.table_code) AS table_code,
    coalesce(c.snapshot_id, j.snapshot_id) AS snapshot_id,
    CASE WHEN c.source_id IS NULL THEN j.retrieved_on ELSE c.retrieved_on END AS retrieved_on,
    'computed' AS method, coalesce(j.approximate, false) AS approximate, [r.area_code] AS members,
    getvariable('indicator_id') || '.sql' AS sql_file
FROM computed_row r LEFT JOIN joined j USING (area_code, period) LEFT JOIN counted_in c ON true
WHERE r.value IS NOT NULL OR coalesce(j.sign, '') <> '';

INSERT INTO observation BY NAME FROM computed_figure;
INSERT INTO value_current BY NAME FROM computed_figure;
