-- Figures as published, for areas whose territory on that day is the one of today.
-- Left out: dissolved keys, and keys whose area took in another one later (observation_merged.sql adds those up).
INSERT INTO observation
SELECT n.indicator_id, n.area_code, n.period, n.period_end, n.frequency, n.value, n.sign, n.provisional,
    n.source_id, n.table_code, n.snapshot_id, n.retrieved_on,
    'published', false, [n.area_code], 'observation_published.sql'
FROM newest_row n
JOIN area a USING (area_code)
WHERE a.kind IN ('country', 'land', 'district')
  AND NOT EXISTS (FROM reform r WHERE r.statistic = n.statistic AND r.area_code_to = n.area_code
                  AND r.effective_on > n.territory_day);
