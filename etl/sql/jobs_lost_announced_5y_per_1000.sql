-- Announced job losses of a year and the four years before, per 1 000 employees of the latest 30 June before the year that
-- has a figure. Only where the register covers all five years.
WITH five AS (
    SELECT j.area_code, j.period, j.period_end, j.frequency, sum(b.value) AS jobs, list(b.part ORDER BY b.period DESC) AS parts
    FROM figure j JOIN figure b ON b.indicator_id = j.indicator_id AND b.area_code = j.area_code
        AND b.period_end BETWEEN j.period_end - INTERVAL 4 YEAR AND j.period_end
    WHERE j.indicator_id = 'jobs_lost_announced'
    GROUP BY ALL HAVING count(*) = 5)
SELECT f.area_code, f.period, f.period_end, f.frequency, 1000 * f.jobs / nullif(e.value, 0) AS value,
    list_append(f.parts, e.part) AS parts
FROM five f ASOF JOIN (FROM figure WHERE indicator_id = 'employees' AND value IS NOT NULL) e
  ON e.area_code = f.area_code AND e.period_end < date_trunc('year', f.period_end)
