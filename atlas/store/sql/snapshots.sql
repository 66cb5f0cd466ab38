SELECT * FROM snapshot WHERE source_id = $source_id ORDER BY retrieved_on DESC NULLS LAST, snapshot_id DESC
