SELECT * FROM refresh_log ORDER BY built_at DESC
