-- A district's figure is never added up from areas that stand in another district's figure too.
SELECT indicator_id, period, source_id, member, count(*) AS used
FROM (SELECT o.indicator_id, o.period, o.source_id, unnest(o.members) AS member
      FROM observation o JOIN area a USING (area_code) WHERE a.kind = 'district')
GROUP BY ALL HAVING count(*) > 1
