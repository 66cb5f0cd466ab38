-- The districts of the region and of each group of areas.
SELECT group_code, area_code FROM group_member ORDER BY group_code, area_code
