SELECT * FROM indicator i WHERE EXISTS (FROM value_current v WHERE v.indicator_id = i.indicator_id) ORDER BY position
