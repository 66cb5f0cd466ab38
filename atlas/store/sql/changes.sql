SELECT * FROM change WHERE version = $version ORDER BY position
