-- The rows of claims whose answer never arrived.
SELECT e."id" FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND e."lockedBy" = ANY (?)
