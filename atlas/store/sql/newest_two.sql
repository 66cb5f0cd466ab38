-- An area's newest figure of each indicator asked for, and the newest one before it, each with its own period.
WITH aged AS (
    SELECT v.*, s.publisher_stand, row_number() OVER (PARTITION BY v.indicator_id ORDER BY v.period_end DESC) AS age
    FROM value_current v LEFT JOIN snapshot s USING (snapshot_id)
    WHERE v.area_code = $area_code AND v.value IS NOT NULL AND list_contains($indicator_ids, v.indicator_id))
SELECT n.*, e.period AS earlier_period, e.value AS earlier_value
FROM aged n LEFT JOIN aged e ON e.indicator_id = n.indicator_id AND e.age = 2
WHERE n.age = 1
ORDER BY list_position($indicator_ids, n.indicator_id)
