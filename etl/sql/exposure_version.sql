-- Version of the exposure index: it follows the weights, goalposts and directions that count, not the words of the reasons
-- nor the further ingredients that have no weight.
INSERT INTO build_info
SELECT 'exposure_version', left(sha256(coalesce(string_agg(
    concat_ws(',', indicator_id, weight, low, high, higher_is_worse, needs_register), ';' ORDER BY indicator_id), '')), 8)
FROM exposure WHERE weight > 0;
