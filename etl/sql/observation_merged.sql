-- Figures of a district before it took in others, at once or one after the other, on the territory of today: counts add up,
-- a rate is rebuilt from its parts: sum of numerators / sum of denominators, each part's missing half
-- taken from its two published figures (denominator = numerator / rate), never an average of rates.
-- Not made: a sum of which one part is unknown (its sign stands instead), a district that was put together
-- from a split one whose shares are not published.
-- A part that is missing altogether gives no row.
-- A part counts where its key was in use on that day and went over later, directly or by way of other keys; only
-- keys that no reform has ended are targets.
CREATE TEMP TABLE part AS
WITH target AS (
    SELECT DISTINCT n.indicator_id, n.period, n.period_end, n.frequency, n.source_id, n.table_code, n.statistic,
        n.territory_day, o.area_code_to AS area_code
    FROM newest_row n JOIN origin o ON o.statistic = n.statistic AND o.area_code_from = n.area_code
        AND o.effective_on > n.territory_day
    WHERE NOT EXISTS (FROM reform r WHERE r.statistic = o.statistic AND r.area_code_from = o.area_code_to)
), member AS (
    SELECT t.*, o.area_code_from AS part_code, o.divided
    FROM target t JOIN origin o ON o.statistic = t.statistic AND o.area_code_to = t.area_code
        AND o.effective_on > t.territory_day
    UNION ALL
    SELECT t.*, t.area_code, false FROM target t
), wanted AS (
    SELECT * FROM member m
    WHERE NOT EXISTS (FROM reform r WHERE r.statistic = m.statistic AND r.area_code_to = m.part_code AND r.to_is_new
                      AND r.effective_on > m.territory_day)
)
SELECT w.*, n.value, n.sign, n.provisional, n.snapshot_id, n.retrieved_on,
    i.kind AS indicator_kind, i.decimals, i.part_role, i.part_scale, p.value AS part_value
FROM wanted w
JOIN indicator i USING (indicator_id)
LEFT JOIN newest_row n ON n.indicator_id = w.indicator_id AND n.area_code = w.part_code
    AND n.period = w.period AND n.source_id = w.source_id
LEFT JOIN newest_row p ON p.indicator_id = i.part_indicator_id AND p.area_code = w.part_code
    AND p.period = w.period AND p.source_id = w.source_id;

INSERT INTO observation
WITH total AS (
SELECT indicator_id, area_code, period, any_value(period_end), any_value(frequency),
    total_value(value, indicator_kind, part_value, part_role, part_scale, decimals) AS value,
    total_sign(value, sign) AS sign,
    bool_or(provisional), source_id, any_value(table_code), max_by(snapshot_id, coalesce(retrieved_on, DATE '1900-01-01')), max(retrieved_on),
    CASE indicator_kind WHEN 'count' THEN 'summed' ELSE 'rebuilt' END,
    indicator_kind = 'rate',
    list(part_code ORDER BY part_code) AS members, 'observation_merged.sql' AS sql_file
FROM part
GROUP BY indicator_id, area_code, period, source_id, indicator_kind, decimals, part_role, part_scale
HAVING bool_and(sign IS NOT NULL AND NOT divided)
)
SELECT * FROM total WHERE value IS NOT NULL OR sign <> '';
