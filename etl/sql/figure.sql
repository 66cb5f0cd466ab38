-- What the files of the computed indicators are written with: the figures in use, each with its own name as a part.
CREATE TEMP VIEW figure AS
SELECT *, {'part_indicator_id': indicator_id, 'part_area_code': area_code, 'part_period': period} AS part
FROM value_current;

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
