-- A company is not twice in the register on one day at one site, unless the two rows are different sides of one piece of news
-- and name each other. What a row names exists.
SELECT e.event_id, e.company, e.site, e.announced_on, o.event_id AS other, 'company twice on one day at one site' AS fault
FROM event e JOIN event o ON lower(o.company) = lower(e.company) AND lower(o.site) = lower(e.site) AND o.event_id <> e.event_id
    AND starts_with(o.announced_on, e.announced_on) AND (o.announced_on <> e.announced_on OR o.event_id > e.event_id)
WHERE (o.event_type = e.event_type AND o.announced_on = e.announced_on) OR NOT EXISTS (FROM event_link l WHERE l.event_id = e.event_id AND l.other_id = o.event_id)
UNION ALL
SELECT e.event_id, e.company, e.site, e.announced_on, l.other_id, 'names a row that does not exist'
FROM event_link l JOIN event e USING (event_id) WHERE l.other_id NOT IN (SELECT event_id FROM event)
UNION ALL
-- Of two rows of which one overtook the other only one is counted in a direction.
SELECT e.event_id, e.company, e.site, e.announced_on, o.event_id, 'counted beside the row that overtook it'
FROM event_link l JOIN event e USING (event_id) JOIN event o ON o.event_id = l.other_id
WHERE l.kind = 'superseded_by' AND e.count_jobs AND o.count_jobs AND e.jobs_direction = o.jobs_direction
