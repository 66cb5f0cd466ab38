-- newest_row: of each figure (indicator, area, period, source) the row of the newest retrieval; of two files of one day, that
-- of the later Stand (two values of one day and Stand stop the build: no_two_values_of_one_stand.sql).
-- A newer '-' of a key that is no longer in use withdraws the older figure of that key.
CREATE TEMP TABLE newest_row AS
WITH ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY indicator_id, area_code, period, source_id
        ORDER BY retrieved_on DESC NULLS LAST, publisher_stand DESC NULLS LAST, snapshot_id DESC) AS age
    FROM applicable_row)
SELECT r.* EXCLUDE (age, value), CASE r.sign WHEN '-' THEN 0 ELSE r.value END AS value
FROM ranked r
WHERE age = 1
  AND NOT (sign = '-' AND (dissolved OR unborn OR NOT EXISTS (FROM area a WHERE a.area_code = r.area_code)));
