-- What the files of the computed indicators are written with: the figures in use, each with its own name as a part. A month of
-- an indicator that has years as well goes into none of them (value_listed.sql).
CREATE TEMP VIEW figure AS
SELECT *, {'part_indicator_id': indicator_id, 'part_area_code': area_code, 'part_period': period} AS part
FROM value_listed;

CREATE TEMP MACRO no_parts() AS
    CAST([] AS STRUCT(part_indicator_id VARCHAR, part_area_code VARCHAR, part_period VARCHAR)[]);

-- Great-circle way in km between two places in degrees (haversine; mean radius of the earth, IUGG).
CREATE TEMP MACRO great_circle_km(lon_a, lat_a, lon_b, lat_b) AS
    2 * 6371.0088 * asin(sqrt(pow(sin(radians(lat_b - lat_a) / 2), 2)
        + cos(radians(lat_a)) * cos(radians(lat_b)) * pow(sin(radians(lon_b - lon_a) / 2), 2)));

-- Inhabitants of the municipalities are held for one old day: scaled so that they add up to the newest total of the district.
UPDATE municipality SET population_scaled = population * t.total / t.held, population_scaled_on = t.on_day
FROM (
    SELECT m.area_code, sum(m.population) AS held, any_value(p.value) AS total, any_value(p.period_end) AS on_day
    FROM municipality m JOIN (
        SELECT area_code, arg_max(value, period_end) AS value, max(period_end) AS period_end
        FROM value_current WHERE indicator_id = 'population' AND value IS NOT NULL GROUP BY area_code) p USING (area_code)
    GROUP BY m.area_code HAVING held > 0) t
WHERE municipality.area_code = t.area_code;

-- Score of each area from the ingredients of exposure.csv that have a weight; `with_register`: with those that need the register of events.
-- One period per ingredient, the newest that a district has a figure of. The index bears the year of the newest ingredient.
-- Summed in the order of the ingredients: floats added in another order differ in their last digit.
CREATE TEMP MACRO exposure_score(with_register) AS TABLE
WITH ingredient AS (
    SELECT e.*, row_number() OVER (ORDER BY i.position) AS position, n.period_end AS newest
    FROM exposure e JOIN indicator i USING (indicator_id)
    JOIN (SELECT v.indicator_id, max(v.period_end) AS period_end FROM value_listed v JOIN area a USING (area_code)
          WHERE a.kind = 'district' AND v.value IS NOT NULL GROUP BY v.indicator_id) n USING (indicator_id)
    WHERE e.weight > 0 AND (with_register OR NOT e.needs_register)
), cell AS (
    SELECT g.position, g.weight, f.area_code, f.part, f.period_end,
        CASE WHEN f.value IS NOT NULL THEN least(greatest((f.value - g.low) / (g.high - g.low), 0), 1) END AS share, g.higher_is_worse
    FROM ingredient g JOIN figure f ON f.indicator_id = g.indicator_id AND f.period_end = g.newest
)
SELECT area_code, CAST(year(max(period_end)) AS VARCHAR) AS period, make_date(year(max(period_end)), 12, 31) AS period_end,
    'annual' AS frequency,
    CASE WHEN bool_and(share IS NOT NULL)
         THEN 100 * sum(weight * CASE WHEN higher_is_worse THEN share ELSE 1 - share END ORDER BY position)
            / sum(weight ORDER BY position) END AS value,
    list(part ORDER BY position) AS parts
FROM cell
GROUP BY area_code
HAVING count(*) = (SELECT count(*) FROM exposure WHERE weight > 0 AND (with_register OR NOT needs_register));

-- Counted: jobs of the one direction, of rows that may be summed (count_jobs: each job once), by the year of the counted row
-- and the district of today. 0 only for the Land and years of event_coverage: there it means "no job counted in the register".
-- Elsewhere no row. Land, region and groups: sums of their districts, where the register covers each of them.
CREATE TEMP MACRO announced_jobs(direction) AS TABLE
WITH cell AS (
    SELECT d.area_code, d.land_code, unnest(range(c.first_year, c.last_year + 1)) AS year
    FROM area d JOIN event_coverage c ON c.area_code = d.land_code WHERE d.kind = 'district'
), counted AS (
    SELECT c.*, coalesce((SELECT sum(jobs) FROM event e WHERE e.area_code = c.area_code AND e.count_jobs
        AND e.jobs_direction = direction AND TRY_CAST(left(e.announced_on, 4) AS INTEGER) = c.year), 0) AS jobs
    FROM cell c
), size AS (
    SELECT group_code, count(*) AS districts FROM group_member GROUP BY group_code
), total AS (
    SELECT area_code, year, jobs FROM counted
    UNION ALL
    SELECT land_code, year, sum(jobs) FROM counted GROUP BY ALL
    UNION ALL
    SELECT s.group_code, c.year, sum(c.jobs) FROM group_member m JOIN counted c USING (area_code) JOIN size s USING (group_code)
    GROUP BY s.group_code, s.districts, c.year HAVING count(*) = s.districts
)
SELECT area_code, CAST(year AS VARCHAR) AS period, make_date(year, 12, 31) AS period_end, 'annual' AS frequency,
    CAST(jobs AS DOUBLE) AS value
FROM total;
