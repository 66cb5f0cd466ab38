-- Own sums: the region and the groups of areas, and a Land or Germany for which the publisher prints no row.
-- Counts add up; a rate is rebuilt from the districts' rate and the published figure it was made from
-- (see observation_merged.sql). A missing or secret member means no sum; where a member carries a sign, the sign stands.
CREATE TEMP TABLE membership AS
SELECT group_code AS total_code, area_code FROM group_member
UNION ALL
SELECT l.area_code, d.area_code FROM area l JOIN area d ON d.land_code = l.area_code AND d.kind = 'district'
WHERE l.kind = 'land'
UNION ALL
SELECT c.area_code, d.area_code FROM area c, area d WHERE c.kind = 'country' AND d.kind = 'district';

-- first_source: which source is in use for an indicator and period. The published order of precedence holds among
-- those that have a figure of at least one district; only where there is none, among the others.
CREATE TEMP TABLE first_source AS
SELECT h.indicator_id, h.period, arg_min(h.source_id, p.rank + CASE WHEN h.has_districts THEN 0 ELSE 1000000 END) AS source_id
FROM (SELECT o.indicator_id, o.period, o.source_id, bool_or(a.kind = 'district' AND o.value IS NOT NULL) AS has_districts
      FROM observation o JOIN area a USING (area_code) GROUP BY ALL) h
JOIN source_precedence p USING (indicator_id, source_id)
GROUP BY h.indicator_id, h.period;

CREATE TEMP TABLE part_figure AS
SELECT o.indicator_id, o.area_code, o.period, o.source_id, o.value FROM observation o
WHERE o.indicator_id IN (SELECT part_indicator_id FROM indicator)
  AND EXISTS (FROM first_source f WHERE f.indicator_id = o.indicator_id AND f.period = o.period AND f.source_id = o.source_id);

INSERT INTO observation
WITH figure AS (
    SELECT DISTINCT indicator_id, period, period_end, frequency, source_id, table_code
    FROM observation o JOIN area a USING (area_code) WHERE a.kind = 'district'
), cell AS (
    SELECT m.total_code, m.area_code, f.*, o.value, o.sign, o.provisional, o.snapshot_id, o.retrieved_on,
        i.kind, i.decimals, i.part_role, i.part_scale, p.value AS part_value
    FROM figure f
    JOIN indicator i USING (indicator_id)
    CROSS JOIN membership m
    LEFT JOIN observation o ON o.area_code = m.area_code AND o.indicator_id = f.indicator_id
        AND o.period = f.period AND o.source_id = f.source_id
    LEFT JOIN part_figure p ON p.indicator_id = i.part_indicator_id AND p.area_code = m.area_code
        AND p.period = f.period
    WHERE NOT EXISTS (FROM observation t WHERE t.area_code = m.total_code AND t.indicator_id = f.indicator_id
                      AND t.period = f.period AND t.source_id = f.source_id)
), total AS (
SELECT indicator_id, total_code, period, any_value(period_end), any_value(frequency),
    total_value(value, kind, part_value, part_role, part_scale, decimals) AS value,
    total_sign(value, sign) AS sign,
    bool_or(provisional), source_id, any_value(table_code), max_by(snapshot_id, coalesce(retrieved_on, DATE '1900-01-01')), max(retrieved_on),
    CASE kind WHEN 'count' THEN 'summed' ELSE 'rebuilt' END,
    kind = 'rate',
    list(area_code ORDER BY area_code) AS members, 'observation_summed.sql' AS sql_file
FROM cell
GROUP BY indicator_id, total_code, period, source_id, kind, decimals, part_role, part_scale
HAVING bool_and(sign IS NOT NULL)
)
SELECT * FROM total WHERE value IS NOT NULL OR sign <> '';
