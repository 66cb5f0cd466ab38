-- A node lies in a municipality of its district, has a status, and opens before it closes.
SELECT n.node_id, n.area_code, n.municipality_code, 'municipality is not in the district' AS fault
FROM node n ANTI JOIN municipality m ON m.municipality_code = n.municipality_code AND m.area_code = n.area_code
UNION ALL
SELECT n.node_id, n.area_code, n.municipality_code, 'no status' FROM node n ANTI JOIN node_status s USING (node_id)
UNION ALL
SELECT c.node_id, n.area_code, n.municipality_code, 'closed before it was open'
FROM node_status c JOIN node n USING (node_id)
WHERE c.status = 'closed' AND NOT EXISTS (FROM node_status o WHERE o.node_id = c.node_id AND o.status = 'open' AND o.since < c.since)
