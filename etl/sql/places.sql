-- Areas, municipalities and commuter flows from the shipped files and the lookups.
-- Names of districts: without the form of a city ("…, Stadt"); where two districts bear the same name
-- the form is added again, so that each name stands for one district.
INSERT INTO area
SELECT area_code, name_de, name_en, CASE area_code WHEN 'DG' THEN 'country' ELSE 'land' END,
    CASE area_code WHEN 'DG' THEN NULL ELSE area_code END,
    (SELECT sum(m.area_km2) FROM shipped_municipalities m WHERE m.level = 'municipality'
        AND (n.area_code = 'DG' OR left(m.area_code, 2) = n.area_code)),
    p.lon, p.lat, false, NULL, NULL, NULL
FROM land_name n LEFT JOIN label_point p USING (area_code);

INSERT INTO area
WITH named AS (
    SELECT area_code, trim(split_part(name, ',', 1)) AS short, kind FROM shipped_municipalities WHERE level = 'district')
SELECT n.area_code,
    n.short || CASE WHEN twice THEN CASE n.kind WHEN 'urban_district' THEN ' (Stadt)' ELSE ' (Landkreis)' END ELSE '' END,
    n.short || CASE WHEN twice THEN CASE n.kind WHEN 'urban_district' THEN ' (city)' ELSE ' (district)' END ELSE '' END,
    'district', left(n.area_code, 2),
    (SELECT sum(m.area_km2) FROM shipped_municipalities m WHERE m.level = 'municipality' AND m.area_code = n.area_code),
    p.lon, p.lat, n.area_code IN (SELECT area_code FROM region_member),
    (SELECT min(c.effective_on) FROM area_change c
        WHERE c.area_code_to = n.area_code AND c.to_is_new AND c.statistic = '*'), NULL, NULL
FROM (SELECT *, count(*) OVER (PARTITION BY short) > 1 AS twice FROM named) n
LEFT JOIN label_point p USING (area_code);

-- Dissolved districts stay as history; a district that was divided up names the area that took most of it.
INSERT INTO area
SELECT area_code_from, any_value(name_from), any_value(name_from), 'dissolved', left(area_code_from, 2),
    NULL, NULL, NULL, false, NULL, min(effective_on) - INTERVAL 1 DAY,
    arg_max(area_code_to, coalesce(share_population, 0))
FROM area_change
WHERE statistic = '*' AND kind <> 'transfer' AND area_code_from NOT IN (SELECT area_code FROM area)
GROUP BY area_code_from;

INSERT INTO municipality
SELECT municipality_code, name, area_code, left(area_code, 2), area_km2, population, CAST(population_on AS DATE),
    NULL, NULL, lon, lat, snapshot_id
FROM shipped_municipalities WHERE level = 'municipality';

INSERT INTO commuter_flow
SELECT home_area_code, work_area_code, commuters, snapshot_id
FROM shipped_commuters;

-- Moves of municipalities that left both keys standing: a small break on both sides, with the shares moved.
INSERT INTO series_break
WITH move AS (
    SELECT c.*, f.name AS from_de, f.name_en AS from_en, t.name AS to_de, t.name_en AS to_en,
        format('{}. {} {}', day(effective_on), ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August',
            'September', 'Oktober', 'November', 'Dezember'][month(effective_on)], year(effective_on)) AS day_de,
        format('{} {}', day(effective_on), strftime(effective_on, '%B %Y')) AS day_en,
        format('{:.2f}', share_population * 100) AS people, format('{:.2f}', share_employees * 100) AS jobs
    FROM area_change c
    JOIN area f ON f.area_code = c.area_code_from JOIN area t ON t.area_code = c.area_code_to
    WHERE c.kind = 'transfer' AND c.statistic = '*')
SELECT '*', unnest([area_code_from, area_code_to]), effective_on, NULL, 'territory',
    format('Am {} wechselten Gemeinden den Kreis ({} → {})', day_de, from_de, to_de)
        || coalesce(format(': {} % der Bevölkerung und {} % der Beschäftigten des abgebenden Kreises.',
            replace(people, '.', ','), replace(jobs, '.', ',')), '; die Anteile sind nicht bekannt.'),
    format('On {}, municipalities moved from {} to {}', day_en, from_en, to_en)
        || coalesce(format(': {}% of the population and {}% of the employees of {}.', people, jobs, from_en),
            '; the shares are not known.'),
    source_url
FROM move;
