-- Puts back whatever a claim took whose answer never arrived; its attempt is not counted.
UPDATE "WebhookEvent" AS e
SET "status" = 'PENDING',
    "attempts" = greatest(e."attempts" - 1, 0),
    "lockedAt" = NULL,
    "lockedBy" = NULL,
    "startedAt" = NULL,
    "updatedAt" = now() AT TIME ZONE 'UTC'
WHERE e."status" = 'RUNNING' AND e."lockedBy" = ?
