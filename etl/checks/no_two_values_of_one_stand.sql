-- Two files of one source, retrieved on one day and of one Stand, do not say different things of one figure.
SELECT v.indicator_id, v.area_code, v.period, v.source_id, v.retrieved_on, s.publisher_stand,
    string_agg(DISTINCT v.snapshot_id, ', ' ORDER BY v.snapshot_id) AS snapshots
FROM observation_vintage v JOIN snapshot s USING (snapshot_id)
GROUP BY v.indicator_id, v.area_code, v.period, v.source_id, v.retrieved_on, s.publisher_stand
HAVING count(DISTINCT (v.value, v.sign)) > 1
