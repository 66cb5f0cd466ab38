-- With . / x ... there is never a value, with - only 0, without a sign always one.
SELECT 'observation_vintage' AS "table", indicator_id, area_code, period, value, sign FROM observation_vintage
WHERE CASE sign WHEN '' THEN value IS NULL WHEN '-' THEN value IS DISTINCT FROM 0
      ELSE value IS NOT NULL OR sign NOT IN ('.', '/', 'x', '...') END
UNION ALL
SELECT 'observation', indicator_id, area_code, period, value, sign FROM observation
WHERE CASE sign WHEN '' THEN value IS NULL WHEN '-' THEN value IS DISTINCT FROM 0
      ELSE value IS NOT NULL OR sign NOT IN ('.', '/', 'x', '...') END
