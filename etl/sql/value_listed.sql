-- value_listed: the figures that lists of periods, "newest" and comparisons choose from. Months stand in value_current beside the
-- years or key dates of the same indicator; here they are left out, so that a page about years stays one when a month is
-- newer. An indicator that has nothing but months keeps them.
CREATE VIEW value_listed AS
SELECT v.* FROM value_current v
WHERE v.frequency <> 'monthly'
   OR NOT EXISTS (FROM value_current o WHERE o.indicator_id = v.indicator_id AND o.frequency <> 'monthly');
