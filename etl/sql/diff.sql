-- difference: every figure in use that is another one than in the database `former`; of_area: areas; of_indicator: texts.
-- added: known now, not before; removed: known before, not now (no row, or a sign in its place); revised: known both times,
-- beyond the last digits of a float; sign: never known, another sign. Marked: a removed figure, and a revision beyond both
-- limits of its indicator, or of its kind where the publisher and not the atlas made it. Sums over areas and what is rebuilt for
-- them count as computed: they follow from figures that are marked for themselves. A district put together of dissolved ones does
-- not: its parts are figures of no area of today, nobody would see them go.
-- A figure that the atlas computes of the day of its build is compared with that of the build before, not called gone.
-- Not compared: figures that stand behind a source that is no longer shown first, vintages, events, nodes.
CREATE OR REPLACE TEMP TABLE difference AS
WITH before AS (
    SELECT v.* REPLACE (CASE WHEN v.method = 'computed' AND v.period = left(o.value, 10) THEN left(n.value, 10)
        ELSE v.period END AS period)
    FROM former.value_current v, build_info n, former.build_info o WHERE n.key = 'built_at' AND o.key = 'built_at'
), both_times AS (
    SELECT indicator_id, area_code, period, coalesce(n.source_id, o.source_id) AS source_id,
        coalesce(n.sql_file, o.sql_file) NOT IN ('observation_published.sql', 'observation_merged.sql') AS computed,
        o.value AS old_value, o.sign AS old_sign, n.value AS new_value, n.sign AS new_sign,
        CASE WHEN n.value IS NOT NULL AND o.value IS NULL THEN 'added'
             WHEN n.value IS NULL AND o.value IS NOT NULL THEN 'removed'
             WHEN abs(n.value - o.value) > 1e-9 * greatest(abs(n.value), abs(o.value)) THEN 'revised'
             WHEN n.value IS NULL AND n.sign IS DISTINCT FROM o.sign THEN 'sign' END AS kind
    FROM value_current n FULL JOIN before o USING (indicator_id, area_code, period)
    WHERE n.value IS DISTINCT FROM o.value OR n.sign IS DISTINCT FROM o.sign
), limited AS (
    SELECT i.indicator_id, i.kind, first(l.relative_pct ORDER BY l.indicator_id DESC) AS relative_pct,
        first(l.absolute ORDER BY l.indicator_id DESC) AS absolute, bool_or(l.indicator_id <> '*') AS own
    FROM indicator i JOIN revision_limit l ON l.kind = i.kind AND l.indicator_id IN (i.indicator_id, '*')
    GROUP BY i.indicator_id, i.kind
)
SELECT b.*, CASE b.kind
    WHEN 'removed' THEN NOT b.computed
    WHEN 'revised' THEN coalesce((own OR NOT b.computed) AND abs(new_value - old_value) > absolute
        AND abs(new_value - old_value) > relative_pct / 100 * abs(old_value), false)
    ELSE false END AS marked
FROM both_times b LEFT JOIN limited l USING (indicator_id)
WHERE b.kind IS NOT NULL;

CREATE OR REPLACE TEMP TABLE of_area AS
SELECT CASE WHEN o.area_code IS NULL THEN 'new_area' ELSE 'vanished_area' END AS kind, area_code,
    o.name AS old_text, n.name AS new_text, n.area_code IS NULL AS marked
FROM (FROM area WHERE kind <> 'dissolved') n FULL JOIN (FROM former.area WHERE kind <> 'dissolved') o USING (area_code)
WHERE n.area_code IS NULL OR o.area_code IS NULL;

CREATE OR REPLACE TEMP TABLE of_indicator AS
SELECT 'title' AS kind, n.indicator_id, o.title_de AS old_text, n.title_de AS new_text, false AS marked
FROM indicator n JOIN former.indicator o USING (indicator_id) WHERE n.title_de <> o.title_de
UNION ALL
SELECT 'unit', n.indicator_id, o.unit_de, n.unit_de, true
FROM indicator n JOIN former.indicator o USING (indicator_id) WHERE n.unit_de <> o.unit_de;

-- The same summed up: one row per kind, indicator and period, with the largest revision of each.
CREATE OR REPLACE TEMP TABLE summed_up AS
SELECT row_number() OVER (ORDER BY a.computed, i.position, a.period DESC, a.kind, a.area_code) AS position, a.*
FROM (
    SELECT kind, indicator_id, period, source_id, computed, count(*) AS figures, count(*) FILTER (marked) AS marked,
        CASE kind WHEN 'revised' THEN arg_max(area_code, weight) END AS area_code,
        CASE kind WHEN 'revised' THEN arg_max(old_value, weight) END AS old_value,
        CASE kind WHEN 'revised' THEN arg_max(new_value, weight) END AS new_value,
        CAST(NULL AS VARCHAR) AS old_text, CAST(NULL AS VARCHAR) AS new_text
    FROM (SELECT *, (marked, abs(new_value - old_value) / greatest(abs(old_value), 1e-9), area_code) AS weight FROM difference)
    GROUP BY kind, indicator_id, period, source_id, computed
    UNION ALL
    SELECT kind, NULL, NULL, NULL, false, 1, CAST(marked AS BIGINT), area_code, NULL, NULL, old_text, new_text FROM of_area
    UNION ALL
    SELECT kind, indicator_id, NULL, NULL, false, 1, CAST(marked AS BIGINT), NULL, NULL, NULL, old_text, new_text FROM of_indicator
) a LEFT JOIN indicator i USING (indicator_id);
