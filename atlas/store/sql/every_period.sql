-- Months too where an indicator has years as well: what can be followed to its file, not what pages about years offer.
SELECT period FROM value_current
WHERE indicator_id = $indicator_id AND area_code IN (SELECT area_code FROM area WHERE kind = 'district')
GROUP BY period ORDER BY max(period_end), period
