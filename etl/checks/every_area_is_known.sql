-- Every figure belongs to an area of the atlas, today's or dissolved.
SELECT 'observation_vintage' AS "table", indicator_id, area_code, period, snapshot_id, value, sign
FROM observation_vintage WHERE area_code NOT IN (SELECT area_code FROM area)
UNION ALL
SELECT 'observation', indicator_id, area_code, period, snapshot_id, value, sign
FROM observation WHERE area_code NOT IN (SELECT area_code FROM area WHERE kind <> 'dissolved')
