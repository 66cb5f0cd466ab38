-- The register covers Länder, for years that have begun, each year once.
SELECT area_code, first_year, last_year, 'no Land' AS fault FROM event_coverage
WHERE area_code NOT IN (SELECT area_code FROM area WHERE kind = 'land')
UNION ALL
SELECT area_code, first_year, last_year, 'ends before it begins, or after the year of the build' FROM event_coverage
WHERE first_year > last_year OR last_year > (SELECT CAST(left(value, 4) AS INTEGER) FROM build_info WHERE key = 'built_at')
UNION ALL
SELECT a.area_code, a.first_year, a.last_year, 'overlaps with another line' FROM event_coverage a JOIN event_coverage b
    ON b.area_code = a.area_code AND b.rowid > a.rowid AND b.first_year <= a.last_year AND a.first_year <= b.last_year
