-- Jobs created that the register announces, gross: see announced_jobs in figure.sql.
SELECT area_code, period, period_end, frequency, value, no_parts() AS parts FROM announced_jobs('created')
