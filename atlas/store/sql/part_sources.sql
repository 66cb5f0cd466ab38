-- All sources behind the figures of a computed indicator in a period: those of its parts, and of their parts. Day of
-- retrieval and Stand are those of one file, the newest.
WITH RECURSIVE behind AS (
    SELECT part_indicator_id, part_area_code, part_period FROM computed_part
    WHERE indicator_id = $indicator_id AND period = $period
    UNION
    SELECT p.part_indicator_id, p.part_area_code, p.part_period FROM computed_part p
    JOIN behind b ON p.indicator_id = b.part_indicator_id AND p.area_code = b.part_area_code AND p.period = b.part_period)
SELECT v.source_id, max(v.retrieved_on) AS retrieved_on,
    arg_max_null(s.publisher_stand, coalesce(v.retrieved_on, DATE '0001-01-01')) AS publisher_stand
FROM behind b
JOIN value_current v ON v.indicator_id = b.part_indicator_id AND v.area_code = b.part_area_code AND v.period = b.part_period
JOIN snapshot s USING (snapshot_id)
GROUP BY v.source_id ORDER BY v.source_id
