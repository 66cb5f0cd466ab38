-- Counted: persons in plants of 20 and more persons that make motor vehicles and their parts, on 30 September 2015; all
-- employees of 30 June 2015, because the plants have no later figure by district. Not counted: suppliers in other branches.
SELECT v.area_code, v.period, v.period_end, v.frequency, 100 * v.value / nullif(e.value, 0) AS value, [v.part, e.part] AS parts
FROM figure v JOIN figure e USING (area_code)
WHERE v.indicator_id = 'plant_employees_vehicles' AND v.period = '2015-09-30'
  AND e.indicator_id = 'employees' AND e.period = '2015-06-30'
