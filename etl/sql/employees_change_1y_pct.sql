-- Employees against the same day one year before; where that day has no figure (2021 and 2022 are missing) there is no row.
SELECT e.area_code, e.period, e.period_end, e.frequency, 100 * (e.value / nullif(b.value, 0) - 1) AS value, [e.part, b.part] AS parts
FROM figure e JOIN figure b USING (area_code, indicator_id)
WHERE indicator_id = 'employees' AND b.period_end = e.period_end - INTERVAL 1 YEAR
