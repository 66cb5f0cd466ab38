-- An area's newest figure of each indicator asked for, and the one of exactly a year before: against a year that is missing
-- there is no change.
WITH newest AS (
    SELECT v.*, s.publisher_stand, row_number() OVER (PARTITION BY v.indicator_id ORDER BY v.period_end DESC) AS age
    FROM value_listed v LEFT JOIN snapshot s USING (snapshot_id)
    WHERE v.area_code = $area_code AND v.value IS NOT NULL AND list_contains($indicator_ids, v.indicator_id))
SELECT n.*, e.period AS earlier_period, e.value AS earlier_value
FROM newest n
LEFT JOIN value_listed e ON e.indicator_id = n.indicator_id AND e.area_code = n.area_code AND e.value IS NOT NULL
    AND e.period_end = n.period_end - INTERVAL 1 YEAR
WHERE n.age = 1
ORDER BY list_position($indicator_ids, n.indicator_id)
