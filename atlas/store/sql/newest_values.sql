-- For each indicator asked for the newest period that a district has a figure of, and all figures of that period.
WITH newest AS (
    SELECT v.indicator_id, arg_max(v.period, v.period_end) AS period
    FROM value_listed v JOIN area a USING (area_code)
    WHERE a.kind = 'district' AND v.value IS NOT NULL AND list_contains($indicator_ids, v.indicator_id)
    GROUP BY v.indicator_id)
SELECT v.indicator_id, v.area_code, v.period, v.period_end, v.value, v.sign, v.method, v.approximate, v.source_id
FROM value_current v JOIN newest n USING (indicator_id, period)
ORDER BY v.indicator_id, v.area_code
