-- The same index without what is known of covered Länder only (needs_register): for all districts of Germany, comparable with
-- each other, not with exposure_index.
SELECT * FROM exposure_score(false)
