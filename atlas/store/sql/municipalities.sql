-- Municipalities that have inhabitants, with their inhabitants scaled to the newest total of the district.
SELECT m.municipality_code, trim(split_part(m.name, ',', 1)) AS name, m.area_code, m.land_code, a.in_region,
    m.population_scaled, m.population_scaled_on, m.lon, m.lat
FROM municipality m JOIN area a USING (area_code)
WHERE m.population_scaled > 0 AND m.land_code IN (SELECT area_code FROM region_member WHERE kind = 'land')
ORDER BY m.municipality_code
