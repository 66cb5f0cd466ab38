-- What is counted, in cases, persons or thousand €, is never below 0: only a change may be.
SELECT 'observation_vintage' AS "table", v.indicator_id, v.area_code, v.period, v.snapshot_id AS origin, v.value
FROM observation_vintage v JOIN indicator i USING (indicator_id)
WHERE i.kind = 'count' AND v.value < 0
UNION ALL
SELECT 'observation', o.indicator_id, o.area_code, o.period, o.source_id, o.value
FROM observation o JOIN indicator i USING (indicator_id)
WHERE i.kind = 'count' AND o.value < 0
