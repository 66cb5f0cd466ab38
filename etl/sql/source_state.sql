-- source_state: per source the newest period held, known to exist, and announced.
-- Counted as held: the newest period in which a district has a figure (a file without figures: its Stand, else its day).
-- Known to exist: held; or in a held file with rows of Länder only; or the publisher said so when asked (told_period); or a
-- page says so (release_calendar). A year alone is one with a day or month of that year: no key date is newer for it.
-- Not counted: what a publisher lists and does not deliver yet (every district '-', or nothing when asked for it).
CREATE TEMP MACRO end_of(period) AS CASE
    WHEN regexp_full_match(period, '[0-9]{4}') THEN make_date(CAST(period AS INTEGER), 12, 31)
    WHEN regexp_full_match(period, '[0-9]{4}-[0-9]{2}') THEN last_day(TRY_CAST(period || '-01' AS DATE))
    ELSE TRY_CAST(period AS DATE) END;

INSERT INTO source_state
WITH printed AS (
    SELECT source_id, period, period_end, bool_or(value IS NOT NULL AND length(area_code) = 5) AS of_districts
    FROM observation_vintage GROUP BY ALL
), held AS (
    SELECT source_id, arg_max(period, period_end) AS period, max(period_end) AS ends FROM printed WHERE of_districts GROUP BY ALL
    UNION ALL
    SELECT source_id, CAST(max(coalesce(publisher_stand, retrieved_on)) AS VARCHAR), max(coalesce(publisher_stand, retrieved_on))
    FROM snapshot WHERE source_id NOT IN (SELECT source_id FROM printed WHERE of_districts) GROUP BY ALL
), missing AS (
    SELECT s.source_id, n.period FROM not_delivered n JOIN snapshot s USING (snapshot_id)
    UNION SELECT source_id, period FROM told_period WHERE NOT delivered
), said AS (
    SELECT source_id, period, period_end AS ends, NULL AS url, 2 AS rank FROM printed
    UNION ALL SELECT source_id, period, end_of(period), NULL, 3 FROM told_period WHERE delivered
), known AS (
    SELECT source_id, period, ends, NULL AS url, 1 AS rank FROM held
    UNION ALL
    SELECT * FROM said s WHERE NOT EXISTS (FROM missing m WHERE m.source_id = s.source_id AND (m.period = s.period
        OR (least(length(m.period), length(s.period)) = 4 AND left(m.period, 4) = left(s.period, 4))))
    UNION ALL SELECT source_id, period, end_of(period), source_url, 4 FROM release_calendar WHERE state = 'published'
), newest AS (
    SELECT source_id, first(period ORDER BY ends DESC, rank) AS period, first(url ORDER BY ends DESC, rank) AS url
    FROM known k LEFT JOIN (SELECT source_id, period AS held_period FROM held) USING (source_id)
    WHERE ends IS NOT NULL AND (rank = 1 OR NOT coalesce(length(period) = 4 AND period <= left(held_period, 4), false))
    GROUP BY source_id
), announced AS (
    SELECT c.source_id, first(c.period ORDER BY c.on_day) AS period, min(c.on_day) AS on_day, first(c.source_url ORDER BY c.on_day) AS url
    FROM release_calendar c LEFT JOIN held h USING (source_id)
    WHERE c.state = 'announced' AND (h.ends IS NULL OR end_of(c.period) > h.ends) GROUP BY c.source_id
)
SELECT s.source_id, h.period, n.period, n.url, a.period, a.on_day, a.url
FROM source s LEFT JOIN held h USING (source_id) LEFT JOIN newest n USING (source_id) LEFT JOIN announced a USING (source_id)
ORDER BY s.source_id;
