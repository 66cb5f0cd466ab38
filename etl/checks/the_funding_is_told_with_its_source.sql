-- What is said of the funding: what is confirmed names where; addresses are addresses.
SELECT position, text_de, state, source_url FROM funding
WHERE (state = 'confirmed' AND source_url IS NULL)
   OR (source_url IS NOT NULL AND NOT regexp_full_match(source_url, '(https?://[^ ]+)( \| https?://[^ ]+)*'))
