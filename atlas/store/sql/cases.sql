-- Of a rate of counted cases: how many cases each figure counts, and the base that they are measured by, as
-- rate = cases / base: both summed over the parts of the figure, the base in units of cases_per. Figures without a value
-- have no row: what is hidden in a rate is not told by its cases.
SELECT v.area_code, v.period,
    sum(f.value ORDER BY p.position) FILTER (p.part_indicator_id = i.cases_indicator_id) AS cases,
    sum(f.value ORDER BY p.position) FILTER (p.part_indicator_id <> i.cases_indicator_id) / any_value(i.cases_per) AS base
FROM indicator i
JOIN value_current v ON v.indicator_id = i.indicator_id AND v.value IS NOT NULL
JOIN computed_part p ON p.indicator_id = v.indicator_id AND p.area_code = v.area_code AND p.period = v.period
JOIN value_current f ON f.indicator_id = p.part_indicator_id AND f.area_code = p.part_area_code AND f.period = p.part_period
WHERE i.indicator_id = $indicator_id AND i.cases_indicator_id IS NOT NULL
GROUP BY v.area_code, v.period
ORDER BY v.period, v.area_code
