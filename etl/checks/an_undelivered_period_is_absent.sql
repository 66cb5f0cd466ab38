-- At least nine in ten of them (see vintage.sql): a few districts alone with '-' are counted and none.
-- A period in which every one of today's districts carries '-' is not delivered yet: no row, never zero.
SELECT 'observation_vintage' AS "table", v.indicator_id, v.period, v.snapshot_id AS origin, count(*) AS districts
FROM observation_vintage v JOIN area a ON a.area_code = v.area_code AND a.kind = 'district'
GROUP BY ALL HAVING bool_and(v.sign = '-') AND count(*) >= 0.9 * (SELECT count(*) FROM area WHERE kind = 'district')
UNION ALL
SELECT 'observation', o.indicator_id, o.period, o.source_id, count(*)
FROM observation o JOIN area a ON a.area_code = o.area_code AND a.kind = 'district'
GROUP BY ALL HAVING bool_and(o.sign = '-') AND count(*) >= 0.9 * (SELECT count(*) FROM area WHERE kind = 'district')
