-- Exposure index with the published weights and goalposts of exposure.csv: per ingredient the newest period, min–max between
-- the goalposts (clipped, turned round where lower is worse), weighted arithmetic mean, 0 to 100. Only areas that lie wholly in
-- Länder that the register covers, with all ingredients. Where one is missing there is no score.
SELECT * FROM exposure_score(true)
WHERE area_code IN (
    SELECT area_code FROM event_coverage
    UNION SELECT d.area_code FROM area d JOIN event_coverage c ON c.area_code = d.land_code WHERE d.kind = 'district'
    UNION SELECT m.group_code FROM group_member m JOIN area d USING (area_code)
    GROUP BY m.group_code HAVING bool_and(d.land_code IN (SELECT area_code FROM event_coverage)))
