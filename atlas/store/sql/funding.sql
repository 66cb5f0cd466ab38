SELECT * FROM funding ORDER BY position
