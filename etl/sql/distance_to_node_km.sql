-- Mean way (great circle × detour factor of region.toml) from the municipalities of an area to the nearest node that is open
-- on the day of the build, weighted by their inhabitants scaled to the newest total of the district.
-- Areas: districts of the region's Länder, those Länder, the region, groups that lie wholly in them. Without an open node there is no row.
WITH built AS (
    SELECT CAST(left(value, 10) AS DATE) AS on_day FROM build_info WHERE key = 'built_at'
), open_node AS (
    SELECT lon, lat FROM node n
    WHERE 'open' = (SELECT arg_max(status, since) FROM node_status s
                    WHERE s.node_id = n.node_id AND s.since <= (SELECT on_day FROM built))
), way AS (
    SELECT m.municipality_code, m.area_code, m.land_code, m.population_scaled AS people, min(great_circle_km(m.lon, m.lat, n.lon, n.lat)) AS km
    FROM municipality m, open_node n
    WHERE m.land_code IN (SELECT area_code FROM region_member WHERE kind = 'land') AND m.population_scaled > 0
    GROUP BY ALL
), of_area AS (
    SELECT municipality_code, area_code, people, km FROM way
    UNION ALL
    SELECT municipality_code, land_code, people, km FROM way
    UNION ALL
    SELECT w.municipality_code, m.group_code, w.people, w.km FROM way w JOIN group_member m USING (area_code)
    WHERE m.group_code IN (SELECT g.group_code FROM group_member g JOIN area d USING (area_code) GROUP BY g.group_code
        HAVING bool_and(d.land_code IN (SELECT area_code FROM region_member WHERE kind = 'land')))
), mean AS (
    SELECT area_code, sum(people * km ORDER BY municipality_code) / sum(people ORDER BY municipality_code)
        * (SELECT CAST(json_extract(value, '$.distance.detour_factor') AS DOUBLE) FROM build_info WHERE key = 'region') AS km
    FROM of_area GROUP BY area_code
)
SELECT m.area_code, CAST(b.on_day AS VARCHAR) AS period, b.on_day AS period_end, 'key_date' AS frequency, m.km AS value,
    list(p.part) AS parts
FROM mean m, built b, (SELECT *, row_number() OVER (PARTITION BY area_code ORDER BY period_end DESC) AS age
    FROM figure WHERE indicator_id = 'population' AND value IS NOT NULL) p
WHERE p.area_code = m.area_code AND p.age = 1
GROUP BY ALL
