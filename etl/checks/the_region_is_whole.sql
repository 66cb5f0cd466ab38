-- The region's districts and Länder exist on the territory of the atlas, and the region is an area itself.
SELECT r.area_code, r.kind, 'listed in region.toml, but no area of that kind' AS fault FROM region_member r
ANTI JOIN area a ON a.area_code = r.area_code AND a.kind = r.kind
UNION ALL
SELECT 'region', 'region', 'there must be exactly one' FROM area WHERE kind = 'region' HAVING count(*) <> 1
