-- Commuters into and out of each district; those who work in the district they live in are not counted.
SELECT area_code, coalesce(sum(came), 0) AS commuters_in, coalesce(sum(went), 0) AS commuters_out
FROM (
    SELECT home_area_code AS area_code, commuters AS went, NULL AS came FROM commuter_flow
    UNION ALL
    SELECT work_area_code, NULL, commuters FROM commuter_flow
)
GROUP BY area_code ORDER BY area_code
