-- A group is an area of its own with districts of today, each once; nothing else has members. What is summed for it is the sum
-- of them all.
SELECT a.area_code AS group_code, NULL AS area_code, 'a region or group without districts' AS fault
FROM area a ANTI JOIN group_member m ON m.group_code = a.area_code WHERE a.kind IN ('region', 'group')
UNION ALL
SELECT m.group_code, m.area_code, 'members of what is no region and no group' FROM group_member m
ANTI JOIN area a ON a.area_code = m.group_code AND a.kind IN ('region', 'group')
UNION ALL
SELECT m.group_code, m.area_code, 'no district of today' FROM group_member m
ANTI JOIN area a ON a.area_code = m.area_code AND a.kind = 'district'
UNION ALL
SELECT o.area_code, o.indicator_id || ' ' || o.period, 'summed of other districts than its own'
FROM observation o JOIN (SELECT group_code, list(area_code ORDER BY area_code) AS members FROM group_member GROUP BY group_code) g
    ON g.group_code = o.area_code
WHERE o.method <> 'computed' AND o.members IS DISTINCT FROM g.members
