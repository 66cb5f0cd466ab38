-- Population against 31 December 2023, the first figure held that is based on the census of 2022. The figure of 2022 stands
-- on the census of 2011: across that break there is no comparison.
SELECT p.area_code, p.period, p.period_end, p.frequency, 100 * (p.value / nullif(b.value, 0) - 1) AS value, [p.part, b.part] AS parts
FROM figure p JOIN figure b USING (area_code, indicator_id)
WHERE indicator_id = 'population' AND b.period = '2023-12-31' AND p.period_end > b.period_end
