SELECT * FROM area ORDER BY area_code
