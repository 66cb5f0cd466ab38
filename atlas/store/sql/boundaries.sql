SELECT g.area_code, a.name, a.land_code, a.in_region, g.wkb FROM geometry g JOIN area a USING (area_code)
WHERE g.layer = $layer AND g.level = $level ORDER BY g.area_code
