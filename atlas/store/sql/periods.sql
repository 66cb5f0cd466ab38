SELECT period FROM value_listed
WHERE indicator_id = $indicator_id AND area_code IN (SELECT area_code FROM area WHERE kind = 'district')
GROUP BY period ORDER BY max(period_end)
