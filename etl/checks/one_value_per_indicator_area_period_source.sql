-- A figure stands once: one row per indicator, area, period and source; a published one once per file.
SELECT indicator_id, area_code, period, source_id, count(*) AS found
FROM observation GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT indicator_id, area_code, period, string_agg(source_id, ', ' ORDER BY source_id), count(*)
FROM value_current GROUP BY indicator_id, area_code, period HAVING count(*) > 1
UNION ALL
SELECT indicator_id, area_code, period, snapshot_id, count(*)
FROM observation_vintage GROUP BY indicator_id, area_code, period, snapshot_id HAVING count(*) > 1
