-- Commuters between a district and each other one: in (they work here) and out (they live here), persons, partly estimated.
SELECT coalesce(i.area_code, o.area_code) AS area_code, coalesce(i.commuters, 0) AS commuters_in, coalesce(o.commuters, 0) AS commuters_out
FROM (SELECT home_area_code AS area_code, commuters FROM commuter_flow WHERE work_area_code = $area_code) i
FULL JOIN (SELECT work_area_code AS area_code, commuters FROM commuter_flow WHERE home_area_code = $area_code) o USING (area_code)
ORDER BY commuters_in + commuters_out DESC, area_code
