-- How the queue stands. Every count reads a bounded number of rows along the application's index on status and runAt:
-- one that reaches the bound means "more than".
--
-- Parameters: our providers, joined by commas; the bound (five times); the age of a stale lock in milliseconds.
WITH ours AS MATERIALIZED (
    SELECT array(SELECT unnest(string_to_array(?, ','))) AS providers
),
due AS MATERIALIZED (
    SELECT e."runAt", e."provider"::text = ANY (ours.providers) AS ours
    FROM "WebhookEvent" AS e, ours
    WHERE e."status" = 'PENDING' AND e."runAt" <= now() AT TIME ZONE 'UTC'
    ORDER BY e."runAt"
    LIMIT ?
),
waiting AS (
    SELECT
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'PENDING' AND e."runAt" > now() AT TIME ZONE 'UTC'
    LIMIT ?
),
running AS MATERIALIZED (
    SELECT coalesce(e."lockedAt", e."updatedAt") AS locked_at
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'RUNNING'
    LIMIT ?
),
failed AS (
    SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'FAILED' LIMIT ?
)
SELECT now() AS now,
       (SELECT count(*) FROM due WHERE due.ours) AS due,
       (SELECT count(*) FROM due WHERE NOT due.ours) AS due_of_others,
       (SELECT count(*) FROM due) >= ? AS due_beyond,
       (SELECT min(due."runAt") FROM due WHERE due.ours) AS oldest_due,
       (SELECT count(*) FROM waiting) AS waiting,
       (SELECT count(*) FROM running) AS running,
       (SELECT count(*)
        FROM running
        WHERE running.locked_at < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond') AS stale,
       (SELECT count(*) FROM failed) AS failed,
       (SELECT greatest(0, c.reltuples)::bigint FROM pg_class AS c WHERE c.oid = '"WebhookEvent"'::regclass) AS rows_about
