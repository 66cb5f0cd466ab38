-- An own sum or rebuilt rate stands only where every member has a figure, and the figure from which a rate is rebuilt.
-- So no own figure says anything of a secret cell: it is made of shown cells alone, and as an equation beside the
-- published totals it has no unknown. A district's members are keys of the time, looked up as published; the members
-- of the region, a Land or Germany are today's districts.
WITH own AS (
    SELECT o.indicator_id, o.area_code, o.period, o.source_id, a.kind = 'district' AS of_the_time, i.part_indicator_id,
        o.method, unnest(o.members) AS member
    FROM observation o JOIN area a USING (area_code) JOIN indicator i USING (indicator_id)
    WHERE o.method IN ('summed', 'rebuilt') AND o.value IS NOT NULL
), needed AS (
    SELECT indicator_id AS needs, source_id AS needs_source, * FROM own
    UNION ALL
    SELECT part_indicator_id, CASE WHEN of_the_time THEN source_id END, * FROM own WHERE method = 'rebuilt'
), published AS (
    SELECT v.indicator_id, v.area_code, v.period, v.source_id,
        arg_max(v.sign, (coalesce(v.retrieved_on, DATE '0001-01-01'), coalesce(s.publisher_stand, DATE '0001-01-01'),
            v.snapshot_id)) AS sign
    FROM observation_vintage v JOIN snapshot s USING (snapshot_id)
    SEMI JOIN (FROM needed WHERE of_the_time) n
        ON n.needs = v.indicator_id AND n.member = v.area_code AND n.period = v.period
    GROUP BY ALL
), known AS (
    SELECT true AS of_the_time, indicator_id, area_code, period, source_id FROM published WHERE sign IN ('', '-')
    UNION ALL
    SELECT false, indicator_id, area_code, period, source_id FROM observation WHERE value IS NOT NULL
    UNION ALL
    -- A rate of the region may be rebuilt with the figure of another source.
    SELECT DISTINCT false, indicator_id, area_code, period, NULL FROM observation WHERE value IS NOT NULL
)
SELECT n.indicator_id, n.area_code, n.period, n.source_id, n.member, n.needs AS without
FROM needed n ANTI JOIN known k ON k.of_the_time = n.of_the_time AND k.indicator_id = n.needs
    AND k.area_code = n.member AND k.period = n.period AND k.source_id IS NOT DISTINCT FROM n.needs_source
