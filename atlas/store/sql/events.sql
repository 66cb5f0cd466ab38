-- The register, oldest first. A row whose municipality is not named stands in the middle of its district.
SELECT e.*, c.case_id, a.name AS area_name, a.name_en AS area_name_en, a.land_code, a.in_region,
    CAST(left(e.announced_on, 4) AS INTEGER) AS year, coalesce(m.lon, a.lon) AS lon, coalesce(m.lat, a.lat) AS lat,
    m.name AS municipality_name, m.municipality_code IS NOT NULL AS place_known
FROM event e
JOIN event_case c USING (event_id)
JOIN area a USING (area_code)
LEFT JOIN municipality m USING (municipality_code)
ORDER BY e.announced_on, e.event_id
