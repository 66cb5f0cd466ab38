-- Employees of each later 30 June against 30 June 2015.
SELECT e.area_code, e.period, e.period_end, e.frequency, 100 * (e.value / nullif(b.value, 0) - 1) AS value, [e.part, b.part] AS parts
FROM figure e JOIN figure b USING (area_code, indicator_id)
WHERE indicator_id = 'employees' AND b.period = '2015-06-30' AND e.period_end > b.period_end
