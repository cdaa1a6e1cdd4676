-- The next rows that ended in success, in the order of the index on (status, runAt), of all providers: what is due before
-- the cut-off may have ended before it. Parameters: from which runAt, retention in milliseconds, how many.
SELECT max(next."runAt") AS last_run_at, count(*) AS rows, array_agg(next."id") AS ids
FROM (
    SELECT e."id" AS "id", e."runAt" AS "runAt"
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'SUCCEEDED'
      AND e."runAt" >= coalesce(?::timestamp, '-infinity')
      AND e."runAt" < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond'
    ORDER BY e."runAt"
    LIMIT ?
) AS next
