-- The state of the queue. Every count reads a bounded number of rows along the application's index on status and runAt:
-- one that reaches the bound means "more than". Due rows of paused workspaces are counted apart: they wait on purpose.
-- The oldest due row is exact also behind more of them than the bound.
--
-- Parameters: our providers, joined by commas; the bound (six times); the age of a stale lock in milliseconds.
WITH ours AS MATERIALIZED (
    SELECT array(SELECT unnest(string_to_array(?, ','))) AS providers
),
paused AS MATERIALIZED (
    SELECT p.workspace_id FROM courier.pause AS p WHERE p.workspace_id <> ''
),
due AS MATERIALIZED (
    SELECT e."runAt",
           e."provider"::text = ANY (ours.providers) AS ours,
           CASE WHEN EXISTS (SELECT FROM paused) AND w.workspace IN (SELECT workspace_id FROM paused)
                THEN w.workspace END AS paused
    FROM "WebhookEvent" AS e
    CROSS JOIN ours
    CROSS JOIN LATERAL (SELECT (
{{workspace/workspace-of-row}}
) AS workspace) AS w
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
       (SELECT count(*) FROM due WHERE due.ours AND due.paused IS NULL) AS due,
       (SELECT count(*) FROM due WHERE due.ours AND due.paused IS NOT NULL) AS due_paused,
       ARRAY(SELECT DISTINCT due.paused FROM due WHERE due.ours AND due.paused IS NOT NULL ORDER BY 1 LIMIT 100)
           AS due_paused_of,
       (SELECT count(*) FROM due WHERE NOT due.ours) AS due_of_others,
       (SELECT count(*) FROM due) >= ? AS due_beyond,
       coalesce(
           (SELECT min(due."runAt") FROM due WHERE due.ours AND due.paused IS NULL),
           CASE WHEN (SELECT count(*) FROM due) >= ? THEN (
               SELECT e."runAt"
               FROM "WebhookEvent" AS e
               CROSS JOIN ours
               CROSS JOIN LATERAL (SELECT (
{{workspace/workspace-of-row}}
) AS workspace) AS w
               WHERE e."status" = 'PENDING'
                 AND e."runAt" <= now() AT TIME ZONE 'UTC'
                 AND e."provider"::text = ANY (ours.providers)
                 AND w.workspace NOT IN (SELECT workspace_id FROM paused)
               ORDER BY e."runAt"
               LIMIT 1)
           END) AS oldest_due,
       (SELECT count(*) FROM waiting) AS waiting,
       (SELECT count(*) FROM running) AS running,
       (SELECT count(*)
        FROM running
        WHERE running.locked_at < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond') AS stale,
       (SELECT count(*) FROM failed) AS failed,
       (SELECT CASE WHEN c.reltuples > 0 THEN c.reltuples::bigint
                    WHEN NOT EXISTS (SELECT FROM "WebhookEvent") THEN 0 END
        FROM pg_class AS c WHERE c.oid = '"WebhookEvent"'::regclass) AS rows_about
