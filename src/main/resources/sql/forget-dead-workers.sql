-- Takes workers off the list whose heartbeat has expired and that own no row any more.
DELETE FROM courier.worker AS w
WHERE greatest(w.expires_at, pg_postmaster_start_time() + (w.expires_at - w.heartbeat_at)) < now()
  AND NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND starts_with(e."lockedBy", w.id || '/'))
RETURNING w.id
