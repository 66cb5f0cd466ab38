SELECT event_id, other_id, kind FROM event_link ORDER BY ALL
