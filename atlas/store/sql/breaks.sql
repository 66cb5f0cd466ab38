-- The breaks of an indicator's series. A reform of areas breaks what an office counted in the areas of its day. It does
-- not break what the atlas counts itself (the indicator names its one source, e.g. the register of events): there each
-- row lies in a municipality of today, in all years.
SELECT b.* FROM series_break b
WHERE b.indicator_id = $indicator_id OR (b.indicator_id = '*' AND (b.kind <> 'territory' OR NOT EXISTS (
    SELECT 1 FROM indicator i WHERE i.indicator_id = $indicator_id AND i.source_id IS NOT NULL)))
ORDER BY b.first_day, b.area_code
