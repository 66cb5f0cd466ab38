-- The status on a day is the last one that began by then; before the first one a node is planned or not yet open.
SELECT n.*, coalesce(
    (SELECT arg_max(s.status, s.since) FROM node_status s WHERE s.node_id = n.node_id AND s.since <= $day),
    'not_yet_open') AS status,
    (SELECT min(s.since) FROM node_status s WHERE s.node_id = n.node_id AND s.status = 'open') AS opened_on,
    (SELECT arg_max(s.confirmed_until, s.since) FROM node_status s WHERE s.node_id = n.node_id) AS confirmed_until
FROM node n ORDER BY opened_on, node_id
