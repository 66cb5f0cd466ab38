-- Routed times: every ordered pair of the municipalities of the region's Länder once, or none at all.
WITH wanted AS (
    SELECT municipality_code FROM municipality
    WHERE population_scaled > 0 AND land_code IN (SELECT area_code FROM region_member WHERE kind = 'land'))
SELECT a.municipality_code AS origin, b.municipality_code AS destination, NULL AS minutes, 'missing' AS fault
FROM wanted a, wanted b
WHERE EXISTS (FROM travel_time)
    AND NOT EXISTS (FROM travel_time t WHERE t.origin = a.municipality_code AND t.destination = b.municipality_code)
UNION ALL
SELECT origin, destination, max(minutes), 'twice' FROM travel_time GROUP BY origin, destination HAVING count(*) > 1
UNION ALL
SELECT origin, destination, minutes, 'no time' FROM travel_time WHERE minutes < 0 OR isinf(minutes) OR isnan(minutes)
