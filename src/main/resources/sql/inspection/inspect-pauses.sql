-- What is paused; an empty workspace means everything, and comes first.
SELECT p.workspace_id, p.reason, p.paused_by, p.paused_at
FROM courier.pause AS p
ORDER BY p.workspace_id
LIMIT 1000
