-- A period is a year, a month or a day and ends on its last day; quarters, half-years and spans are not known here.
SELECT DISTINCT indicator_id, period, period_end, frequency, snapshot_id FROM observation_vintage
WHERE CASE frequency
    WHEN 'annual' THEN regexp_full_match(period, '[0-9]{4}') AND period_end = make_date(CAST(left(period, 4) AS INTEGER), 12, 31)
    WHEN 'monthly' THEN regexp_full_match(period, '[0-9]{4}-(0[1-9]|1[0-2])')
        AND strftime(period_end, '%Y-%m') = period AND period_end = last_day(period_end)
    WHEN 'key_date' THEN period = CAST(period_end AS VARCHAR)
    ELSE false END IS NOT TRUE
