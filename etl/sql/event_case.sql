-- Which rows of the register belong together: those that name each other, over any number of steps, are one case.
-- A case bears the id of its first row.
INSERT INTO event_link
SELECT event_id, trim(unnest(string_split(superseded_by, '|'))), 'superseded_by' FROM event WHERE superseded_by IS NOT NULL
UNION
SELECT event_id, trim(unnest(string_split(related, '|'))), 'related' FROM event WHERE related IS NOT NULL;

INSERT INTO event_case
WITH RECURSIVE tied AS (
    SELECT event_id, other_id FROM event_link UNION SELECT other_id, event_id FROM event_link
    UNION SELECT event_id, event_id FROM event
), reached AS (
    SELECT event_id, other_id FROM tied
    UNION
    SELECT r.event_id, t.other_id FROM reached r JOIN tied t ON t.event_id = r.other_id)
SELECT e.event_id, arg_min(o.event_id, (o.announced_on, o.event_id))
FROM event e JOIN reached r USING (event_id) JOIN event o ON o.event_id = r.other_id
GROUP BY e.event_id;
