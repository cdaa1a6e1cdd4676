-- Ends the pause of a workspace, or of everything (empty).
DELETE FROM courier.pause WHERE workspace_id = ?
