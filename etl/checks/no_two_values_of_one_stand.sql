-- Two files of one source, retrieved on one day and of one Stand, do not say different things of one figure.
-- Asked of what two such files both hold; all other figures are left aside at once.
WITH held AS (
    SELECT v.indicator_id, v.period, v.source_id, v.retrieved_on, s.publisher_stand
    FROM (SELECT DISTINCT indicator_id, period, source_id, retrieved_on, snapshot_id FROM observation_vintage) v
    JOIN snapshot s USING (snapshot_id)
    GROUP BY ALL HAVING count(*) > 1)
SELECT v.indicator_id, v.area_code, v.period, v.source_id, v.retrieved_on, s.publisher_stand,
    string_agg(DISTINCT v.snapshot_id, ', ' ORDER BY v.snapshot_id) AS snapshots
FROM observation_vintage v JOIN snapshot s USING (snapshot_id)
SEMI JOIN held h ON h.indicator_id = v.indicator_id AND h.period = v.period AND h.source_id = v.source_id
    AND h.retrieved_on IS NOT DISTINCT FROM v.retrieved_on AND h.publisher_stand IS NOT DISTINCT FROM s.publisher_stand
GROUP BY v.indicator_id, v.area_code, v.period, v.source_id, v.retrieved_on, s.publisher_stand
HAVING count(DISTINCT (v.value, v.sign)) > 1
