-- Counted: employees in section C and all employees, of the same day and area. Where one is secret there is no share.
SELECT c.area_code, c.period, c.period_end, c.frequency, 100 * c.value / nullif(e.value, 0) AS value, [c.part, e.part] AS parts
FROM figure c JOIN figure e USING (area_code, period)
WHERE c.indicator_id = 'employees_manufacturing' AND e.indicator_id = 'employees'
