-- The periods of a source's shipped files of which figures of districts are held.
-- Counted: a period that has, in any file, every indicator that the newest file with figures of districts has.
-- Not counted: a period in which each district of a file carries '-' for an indicator: that is not delivered yet.
WITH delivered AS (
    SELECT filename, indicator_id, period
    FROM read_parquet($files, filename = true, union_by_name = true)
    WHERE length(area_code) = 5
    GROUP BY ALL
    HAVING NOT bool_and(sign = '-')),
wanted AS (
    SELECT DISTINCT indicator_id FROM delivered WHERE filename = (SELECT max(filename) FROM delivered))
SELECT period
FROM delivered JOIN wanted USING (indicator_id)
GROUP BY period
HAVING count(DISTINCT indicator_id) = (SELECT count(*) FROM wanted)
ORDER BY period
