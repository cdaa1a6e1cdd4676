-- Workers that died long ago and own nothing any more.
DELETE FROM courier.worker AS w
WHERE w.expires_at < now() - interval '1 day'
  AND NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND starts_with(e."lockedBy", w.id || '/'))
