-- A row of the register says who, where, what and when, in words of its lists, with the address and publisher of a source.
SELECT event_id, company, site, column_name AS "column", found, wanted FROM (
    SELECT event_id, company, site, unnest([
        {'column_name': 'company', 'found': company, 'wanted': 'a name', 'fine': company <> ''},
        {'column_name': 'site', 'found': site, 'wanted': 'a place', 'fine': site <> ''},
        {'column_name': 'text_de', 'found': text_de, 'wanted': 'a sentence of at most 200 letters', 'fine': length(text_de) BETWEEN 1 AND 200},
        {'column_name': 'text_en', 'found': text_en, 'wanted': 'a sentence of at most 200 letters', 'fine': length(text_en) BETWEEN 1 AND 200},
        {'column_name': 'source_url', 'found': source_url, 'wanted': 'an address like https://…', 'fine': regexp_matches(source_url, '^https?://[^ ]+$')},
        {'column_name': 'source_publisher', 'found': source_publisher, 'wanted': 'a publisher', 'fine': source_publisher <> ''},
        {'column_name': 'source_url_2', 'found': source_url_2, 'wanted': 'an address like https://… or nothing',
            'fine': coalesce(regexp_matches(source_url_2, '^https?://[^ ]+$'), true)},
        {'column_name': 'area_code_at_event', 'found': area_code_at_event, 'wanted': 'a district of today or a dissolved one',
            'fine': area_code_at_event IN (SELECT area_code FROM area WHERE kind IN ('district', 'dissolved'))},
        {'column_name': 'jobs_at_site', 'found': CAST(jobs_at_site AS VARCHAR), 'wanted': 'a number above 0 or nothing',
            'fine': coalesce(jobs_at_site, 1) > 0},
        {'column_name': 'superseded_by', 'found': superseded_by, 'wanted': 'a later row where the status is superseded, never itself',
            'fine': (status <> 'superseded' OR superseded_by IS NOT NULL) AND coalesce(NOT contains(superseded_by, event_id), true)},
        {'column_name': 'source_publisher_2', 'found': source_publisher_2, 'wanted': 'a publisher with its address',
            'fine': (source_publisher_2 IS NULL) = (source_url_2 IS NULL)},
        {'column_name': 'event_type', 'found': event_type, 'wanted': 'a type of the README', 'fine': event_type IN ('job_cuts',
            'closure_announced', 'closure_completed', 'insolvency_filed', 'insolvency_opened', 'production_cut',
            'short_time_work', 'relocation', 'rescue', 'investment')},
        {'column_name': 'status', 'found': status, 'wanted': 'announced, completed, superseded, ended',
            'fine': status IN ('announced', 'completed', 'superseded', 'ended')},
        {'column_name': 'jobs_direction', 'found': jobs_direction, 'wanted': 'lost, at_risk, saved, created, short_time or empty',
            'fine': coalesce(jobs_direction, 'lost') IN ('lost', 'at_risk', 'saved', 'created', 'short_time')},
        {'column_name': 'confidence', 'found': confidence, 'wanted': 'high or medium: a weaker row does not ship',
            'fine': confidence IN ('high', 'medium')},
        {'column_name': 'jobs', 'found': CAST(jobs AS VARCHAR), 'wanted': 'a number where the row is counted, none below 1',
            'fine': coalesce(jobs, 1) > 0 AND NOT (count_jobs AND (jobs IS NULL OR jobs_direction IS NULL))},
        {'column_name': 'count_jobs', 'found': CAST(count_jobs AS VARCHAR), 'wanted': 'true or false', 'fine': count_jobs IS NOT NULL}
    ], recursive := true) FROM event)
WHERE fine IS NOT TRUE
