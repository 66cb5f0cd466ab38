-- Days are of the calendar, as precise as they say, and no report is from after the build.
SELECT event_id, company, "column", found, wanted FROM (
    SELECT event_id, company, unnest([
        {'column': 'announced_on', 'found': announced_on, 'wanted': 'a ' || coalesce(announced_precision, 'day, month or year')
            || ' up to today', 'fine': announced_on IS NOT NULL AND length(announced_on) = CASE announced_precision WHEN 'day'
            THEN 10 WHEN 'month' THEN 7 WHEN 'year' THEN 4 END AND announced_on <= (SELECT value FROM build_info WHERE key = 'built_at')},
        {'column': 'effective_on', 'found': effective_on, 'wanted': 'a day, a month, a year or nothing', 'fine': true},
        {'column': 'source_date', 'found': source_date, 'wanted': 'a day, a month or a year up to today, or nothing',
            'fine': coalesce(source_date <= (SELECT value FROM build_info WHERE key = 'built_at'), true)},
        {'column': 'source_date_2', 'found': source_date_2, 'wanted': 'a day, a month or a year up to today, or nothing',
            'fine': coalesce(source_date_2 <= (SELECT value FROM build_info WHERE key = 'built_at'), true)}
    ], recursive := true) FROM event)
WHERE fine IS NOT TRUE OR (found IS NOT NULL AND (
    NOT regexp_full_match(found, '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?')
    OR TRY_CAST(left(found || '-01-01', 10) AS DATE) IS NULL))
