SELECT period FROM value_current
WHERE indicator_id = $indicator_id AND area_code IN (SELECT area_code FROM area WHERE kind = 'district')
GROUP BY period ORDER BY max(period_end)
