-- Releases the rows of claims whose response never arrived; their attempts are not counted. A row that another session
-- has locked is left for the next time, so that claims never wait for an application's transaction.
-- Parameters: owner tokens; ids of the only rows to release, or null for all (twice).
WITH taken AS MATERIALIZED (
    SELECT e."id" AS "id" FROM "WebhookEvent" AS e
    WHERE e."status" = 'RUNNING' AND e."lockedBy" = ANY (?) AND (?::text[] IS NULL OR e."id" = ANY (?))
    FOR UPDATE SKIP LOCKED
)
UPDATE "WebhookEvent" AS e
SET "status" = 'PENDING',
    "attempts" = greatest(e."attempts" - 1, 0),
    "lockedAt" = NULL,
    "lockedBy" = NULL,
    "startedAt" = NULL,
    "updatedAt" = now() AT TIME ZONE 'UTC'
FROM taken
WHERE e."id" = taken."id"
