-- Where every district of a Land has a figure, they add up to the Land as published, within half a unit per district.
-- Left out: what table check_exemption names, each with its reason.
SELECT land.indicator_id, land.area_code, land.period, land.source_id, land.value AS land, sum(o.value) AS districts
FROM observation land
JOIN indicator i ON i.indicator_id = land.indicator_id AND i.kind = 'count'
JOIN area d ON d.land_code = land.area_code AND d.kind = 'district'
LEFT JOIN observation o ON o.area_code = d.area_code AND o.indicator_id = land.indicator_id
    AND o.period = land.period AND o.source_id = land.source_id
WHERE land.method = 'published' AND land.value IS NOT NULL
  AND NOT EXISTS (FROM check_exemption e WHERE e.rule = 'districts_add_up_to_the_land'
                  AND e.indicator_id = land.indicator_id AND e.area_code IN ('*', land.area_code)
                  AND land.period_end BETWEEN e.from_day AND e.to_day)
GROUP BY ALL
HAVING bool_and(o.value IS NOT NULL) AND abs(sum(o.value) - land.value) > 0.5 * count(*)
