-- observation_vintage: every figure as a publisher printed it, every vintage.
-- Counted: rows of the Länder, of Germany and of districts that the statistic knew on that day.
-- Not counted: '-' of a key that is not in use (dissolved, or not yet born), which means "not applicable";
--   and whole periods in which each of today's districts carries '-': they are not delivered yet (table not_delivered).
-- What is left of '-' is exactly nil: value 0, the sign stays. A rate is never nil by '-': there it only means that
--   the district had no rate under that key (2009 and 2010 some counts stand under new keys, their rates under old ones).
-- Reforms after the day whose territory is shown have not happened yet.
CREATE TEMP TABLE reform AS
SELECT s.statistic, c.* EXCLUDE (statistic)
FROM (SELECT DISTINCT statistic FROM tidy_row) s
JOIN area_change c ON c.kind <> 'transfer'
AND c.effective_on <= (SELECT CAST(value AS DATE) FROM build_info WHERE key = 'territory_on') AND (
    c.statistic = s.statistic
    OR (c.statistic = '*' AND NOT EXISTS (
        FROM area_change o
        WHERE o.statistic = s.statistic AND o.kind <> 'transfer'
          AND o.area_code_from = c.area_code_from AND o.area_code_to = c.area_code_to)));

-- origin: every way by which an old key has come to a later one, over any number of reforms, with the day on which
-- the first of them took effect. `divided`: on the way a district was split, so its shares are not known.
CREATE TEMP TABLE origin AS
WITH RECURSIVE way AS (
    SELECT statistic, area_code_from, area_code_to, effective_on, kind = 'split' AS divided FROM reform
    UNION
    SELECT w.statistic, r.area_code_from, w.area_code_to, r.effective_on, w.divided OR r.kind = 'split'
    FROM way w JOIN reform r ON r.statistic = w.statistic AND r.area_code_to = w.area_code_from
        AND r.effective_on <= w.effective_on AND r.area_code_from <> w.area_code_to)
SELECT statistic, area_code_from, area_code_to, max(effective_on) AS effective_on, bool_or(divided) AS divided
FROM way GROUP BY ALL;

-- "Each": the file holds at least nine in ten of today's districts. A file from before a reform lacks its new keys, and
-- no reform of one Land made a tenth of all; a file of some districts only is partial, and its '-' are nil.
INSERT INTO not_delivered
SELECT t.indicator_id, t.period, t.snapshot_id
FROM tidy_row t JOIN area a ON a.area_code = t.area_code AND a.kind = 'district'
GROUP BY ALL
HAVING bool_and(t.sign = '-') AND count(*) >= 0.9 * (SELECT count(*) FROM area WHERE kind = 'district');

-- Whether a key was in use is asked once per statistic, key and day, not once per figure.
CREATE TEMP TABLE key_on_day AS
SELECT statistic, area_code, territory_day,
    EXISTS (FROM reform r WHERE r.statistic = t.statistic AND r.area_code_from = t.area_code
            AND r.effective_on <= t.territory_day) AS dissolved,
    EXISTS (FROM reform r WHERE r.statistic = t.statistic AND r.area_code_to = t.area_code AND r.to_is_new
            AND r.effective_on > t.territory_day) AS unborn
FROM (SELECT DISTINCT statistic, area_code, territory_day FROM tidy_row) t;

CREATE TEMP TABLE applicable_row AS
SELECT t.*, k.dissolved, k.unborn
FROM tidy_row t
JOIN indicator i USING (indicator_id)
JOIN key_on_day k USING (statistic, area_code, territory_day)
LEFT JOIN not_delivered n ON n.indicator_id = t.indicator_id AND n.period = t.period AND n.snapshot_id = t.snapshot_id
WHERE NOT (i.kind = 'rate' AND t.sign = '-')
  AND NOT (n.snapshot_id IS NOT NULL AND length(t.area_code) = 5);

INSERT INTO observation_vintage
SELECT indicator_id, area_code, period, period_end, frequency,
    CASE sign WHEN '-' THEN 0 ELSE value END AS value, sign, provisional,
    source_id, table_code, snapshot_id, retrieved_on, source_line, source_column
FROM applicable_row
WHERE NOT (sign = '-' AND (dissolved OR unborn OR NOT EXISTS (FROM area a WHERE a.area_code = applicable_row.area_code)));
