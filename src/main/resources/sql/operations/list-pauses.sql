-- What is paused; everything (empty) first.
SELECT workspace_id, reason, paused_by, paused_at FROM courier.pause ORDER BY workspace_id
