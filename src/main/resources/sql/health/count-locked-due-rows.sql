-- How many of the oldest due rows of these providers another session has locked: claims skip them. The transaction is
-- rolled back, and so are the locks that this statement took.
WITH due AS MATERIALIZED (
    SELECT e."id"
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'PENDING'
      AND e."runAt" <= now() AT TIME ZONE 'UTC' - interval '10 seconds'
      AND e."provider"::text = ANY (string_to_array(?, ','))
    ORDER BY e."runAt"
    LIMIT ?
),
free AS MATERIALIZED (
    SELECT e."id" FROM "WebhookEvent" AS e WHERE e."id" IN (SELECT due."id" FROM due) FOR UPDATE SKIP LOCKED
)
SELECT (SELECT count(*) FROM due) - (SELECT count(*) FROM free)
