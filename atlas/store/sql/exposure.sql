-- The ingredients of the exposure index with their default weights and goalposts, in the order of lists.
SELECT e.* FROM exposure e JOIN indicator i USING (indicator_id) ORDER BY i.position
