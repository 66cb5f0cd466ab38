SELECT up_to_km, kmh, reason_de, reason_en FROM speed ORDER BY up_to_km
