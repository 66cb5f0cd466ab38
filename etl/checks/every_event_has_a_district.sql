-- A row of the register lies in a district of today, and its municipality in that district.
SELECT event_id, company, site, area_code, municipality_code, 'no district of today' AS fault FROM event
WHERE area_code IS NULL OR area_code NOT IN (SELECT area_code FROM area WHERE kind = 'district')
UNION ALL
SELECT event_id, company, site, area_code, municipality_code, 'municipality is not in the district' FROM event e
WHERE municipality_code IS NOT NULL
  AND NOT EXISTS (FROM municipality m WHERE m.municipality_code = e.municipality_code AND m.area_code = e.area_code)
