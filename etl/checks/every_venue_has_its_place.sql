-- A venue lies in a municipality of the region's Länder, hosts a known node at most, and is named once in a place.
SELECT v.venue_id, v.municipality_code, 'unknown municipality' AS fault
FROM venue v ANTI JOIN municipality m USING (municipality_code)
UNION ALL
SELECT v.venue_id, v.municipality_code, 'unknown node ' || v.node_id
FROM venue v WHERE v.node_id IS NOT NULL AND v.node_id NOT IN (SELECT node_id FROM node)
UNION ALL
SELECT v.venue_id, v.municipality_code, 'node in another municipality'
FROM venue v JOIN node n USING (node_id) WHERE n.municipality_code <> v.municipality_code
UNION ALL
SELECT max(venue_id), municipality_code, 'stands twice: ' || min(name)
FROM venue GROUP BY municipality_code, lower(strip_accents(name)) HAVING count(*) > 1
