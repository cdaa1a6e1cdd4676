-- Takes workers off the list whose heartbeat has expired and that own no row any more.
DELETE FROM courier.worker AS w
WHERE w.expires_at < now()
  AND NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND starts_with(e."lockedBy", w.id || '/'))
RETURNING w.id
