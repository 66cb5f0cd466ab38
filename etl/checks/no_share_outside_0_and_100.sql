-- A rate or share in percent lies between 0 and 100, unless it is a change.
SELECT o.indicator_id, o.area_code, o.period, o.source_id, o.value
FROM observation o JOIN indicator i USING (indicator_id)
WHERE i.unit_en = '%' AND i.kind = 'rate' AND o.value NOT BETWEEN 0 AND 100
