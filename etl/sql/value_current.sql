-- value_current: one source per indicator and period, by the published order of precedence, so that a map
-- never mixes two sources.
CREATE TABLE value_current AS
WITH chosen AS (
    SELECT o.indicator_id, o.period, arg_min(o.source_id, p.rank) AS source_id
    FROM (SELECT DISTINCT indicator_id, period, source_id FROM observation) o
    JOIN source_precedence p USING (indicator_id, source_id)
    GROUP BY o.indicator_id, o.period)
SELECT o.* FROM observation o JOIN chosen USING (indicator_id, period, source_id)
ORDER BY indicator_id, period, area_code;
