-- A worker that ends in order leaves no heartbeat behind, unless rows still carry its token.
DELETE FROM courier.worker AS w
WHERE w.id = ?
  AND NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND starts_with(e."lockedBy", w.id || '/'))
