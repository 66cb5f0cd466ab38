SELECT * FROM series_break WHERE indicator_id IN ('*', $indicator_id) ORDER BY first_day, area_code
