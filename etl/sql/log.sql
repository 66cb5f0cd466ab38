-- The change log: that of the former database goes on (its newest versions), and what differs now is added where anything does.
-- Counted in `marked`: figures, areas and units that a person looked at or is to look at.
INSERT INTO refresh_log
WITH total AS (
    SELECT coalesce(sum(figures) FILTER (kind = 'added' AND NOT computed), 0) AS added,
        coalesce(sum(figures) FILTER (kind = 'removed' AND NOT computed), 0) AS removed,
        coalesce(sum(figures) FILTER (kind = 'revised' AND NOT computed), 0) AS revised,
        coalesce(sum(figures) FILTER (computed), 0) AS recomputed, coalesce(sum(marked), 0) AS marked, count(*) AS lines
    FROM summed_up)
SELECT $version, $replaced, (SELECT CAST(value AS TIMESTAMP) FROM build_info WHERE key = 'built_at'),
    added, removed, revised, recomputed, marked
FROM total WHERE lines > 0;
