-- Rate of the year less the rate of the year before, in percentage points; the two may come from different sources.
SELECT r.area_code, r.period, r.period_end, r.frequency, r.value - b.value AS value, [r.part, b.part] AS parts
FROM figure r JOIN figure b USING (area_code, indicator_id)
WHERE indicator_id = 'unemployment_rate' AND b.period_end = r.period_end - INTERVAL 1 YEAR
