-- value_current: one source per indicator and period, by the published order of precedence, so that a map
-- never mixes two sources (first_source: observation_summed.sql).
CREATE TABLE value_current AS
SELECT o.* FROM observation o JOIN first_source USING (indicator_id, period, source_id)
ORDER BY indicator_id, period, area_code;
