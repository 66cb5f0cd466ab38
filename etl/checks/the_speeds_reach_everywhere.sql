-- Ways need a speed, and one that grows with the range: a longer way never has a slower part.
SELECT count(*) AS ranges, 'no speed' AS fault FROM speed HAVING count(*) = 0
UNION ALL
SELECT up_to_km, 'slower than the range before'
FROM (SELECT up_to_km, kmh, lag(kmh) OVER (ORDER BY up_to_km) AS before FROM speed) WHERE kmh < before
