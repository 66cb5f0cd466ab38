-- Company insolvencies filed in a year and the two before, opened or rejected, per 10 000 of the employees of the three
-- 30 Junes together: cases of three years over years of employment. Only where all six figures stand, else no row.
-- Not counted: consumers and former self-employed persons.
WITH three AS (
    SELECT i.area_code, i.period, i.period_end, i.frequency,
        CASE WHEN bool_and(c.value IS NOT NULL) THEN sum(c.value ORDER BY c.period) END AS cases,
        CASE WHEN bool_and(e.value IS NOT NULL) THEN sum(e.value ORDER BY e.period) END AS employees,
        list_concat(list(c.part ORDER BY c.period DESC), list(e.part ORDER BY e.period DESC)) AS parts
    FROM figure i
    JOIN figure c ON c.indicator_id = i.indicator_id AND c.area_code = i.area_code
        AND c.period_end BETWEEN i.period_end - INTERVAL 2 YEAR AND i.period_end
    JOIN figure e ON e.indicator_id = 'employees' AND e.area_code = i.area_code AND e.period = c.period || '-06-30'
    WHERE i.indicator_id = 'insolvencies'
    GROUP BY ALL HAVING count(*) = 3)
SELECT area_code, period, period_end, frequency, 10000 * cases / nullif(employees, 0) AS value, parts FROM three
