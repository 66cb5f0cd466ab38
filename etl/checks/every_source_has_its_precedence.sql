-- Which source is shown is decided in a lookup, for every indicator and source, never by chance.
SELECT DISTINCT o.indicator_id, o.source_id FROM (FROM observation WHERE method <> 'computed') o
ANTI JOIN source_precedence p ON p.indicator_id = o.indicator_id AND p.source_id = o.source_id
UNION ALL
SELECT indicator_id, string_agg(source_id, ', ' ORDER BY source_id) FROM source_precedence
GROUP BY indicator_id, rank HAVING count(*) > 1
