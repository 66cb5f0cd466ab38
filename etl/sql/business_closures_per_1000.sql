-- Trade deregistrations because a business was given up, per 1 000 establishments of the same year; only where both exist.
SELECT c.area_code, c.period, c.period_end, c.frequency, 1000 * c.value / nullif(b.value, 0) AS value, [c.part, b.part] AS parts
FROM figure c JOIN figure b USING (area_code, period)
WHERE c.indicator_id = 'business_closures' AND b.indicator_id = 'establishments'
