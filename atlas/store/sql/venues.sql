-- Training venues with the name and district of their municipality.
SELECT v.*, trim(split_part(m.name, ',', 1)) AS municipality, m.area_code, m.lon, m.lat
FROM venue v JOIN municipality m USING (municipality_code)
ORDER BY v.municipality_code, v.name
