-- Company insolvencies filed in the year, opened or rejected, per 10 000 employees of 30 June of the same year, else no row.
-- Not counted: consumers and former self-employed persons.
SELECT i.area_code, i.period, i.period_end, i.frequency, 10000 * i.value / nullif(e.value, 0) AS value, [i.part, e.part] AS parts
FROM figure i JOIN figure e USING (area_code)
WHERE i.indicator_id = 'insolvencies' AND e.indicator_id = 'employees' AND e.period = i.period || '-06-30'
