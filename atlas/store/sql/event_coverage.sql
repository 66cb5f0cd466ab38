SELECT * FROM event_coverage ORDER BY area_code, first_year
