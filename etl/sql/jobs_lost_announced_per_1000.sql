-- Announced job losses of a year per 1 000 employees of the latest 30 June before it that has a figure (2021 and 2022 are
-- missing, so 2022 and 2023 take 2020).
SELECT j.area_code, j.period, j.period_end, j.frequency, 1000 * j.value / nullif(e.value, 0) AS value, [j.part, e.part] AS parts
FROM figure j ASOF JOIN (FROM figure WHERE indicator_id = 'employees' AND value IS NOT NULL) e
  ON e.area_code = j.area_code AND e.period_end < date_trunc('year', j.period_end)
WHERE j.indicator_id = 'jobs_lost_announced'
