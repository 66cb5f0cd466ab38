-- Counted: jobs that the register calls created, of the one row per case that may be summed (count_jobs), by the year of the
-- announcement and the district of today. 0 only for the Land and years of event_coverage: there it means "none in the
-- register". Elsewhere no row. Land and region: sums of their districts.
WITH cell AS (
    SELECT d.area_code, d.land_code, d.in_region, unnest(range(c.first_year, c.last_year + 1)) AS year
    FROM area d JOIN event_coverage c ON c.area_code = d.land_code WHERE d.kind = 'district'
), counted AS (
    SELECT c.*, coalesce((SELECT sum(jobs) FROM event e WHERE e.area_code = c.area_code AND e.count_jobs
        AND e.jobs_direction = 'created' AND TRY_CAST(left(e.announced_on, 4) AS INTEGER) = c.year), 0) AS jobs
    FROM cell c
), total AS (
    SELECT area_code, year, jobs FROM counted
    UNION ALL
    SELECT land_code, year, sum(jobs) FROM counted GROUP BY ALL
    UNION ALL
    SELECT r.area_code, year, sum(jobs) FROM counted c, area r WHERE r.kind = 'region' AND c.in_region GROUP BY ALL
    HAVING count(*) = (SELECT count(*) FROM area WHERE kind = 'district' AND in_region)
)
SELECT area_code, CAST(year AS VARCHAR) AS period, make_date(year, 12, 31) AS period_end, 'annual' AS frequency,
    CAST(jobs AS DOUBLE) AS value, no_parts() AS parts
FROM total
