-- The figures of the queue. PENDING, RUNNING and FAILED are counted on the application's (status, runAt) index;
-- SUCCEEDED is the rest of the planner's estimate, because counting a history of millions costs more than it tells.
WITH live AS (
    SELECT count(*) FILTER (WHERE e."status" = 'PENDING' AND e."runAt" <= now() AT TIME ZONE 'UTC') AS due,
           count(*) FILTER (WHERE e."status" = 'PENDING' AND e."runAt" > now() AT TIME ZONE 'UTC') AS waiting,
           count(*) FILTER (WHERE e."status" = 'RUNNING') AS running,
           count(*) FILTER (WHERE e."status" = 'FAILED') AS failed,
           min(e."runAt") FILTER (WHERE e."status" = 'PENDING') AS oldest
    FROM "WebhookEvent" AS e
    WHERE e."status" IN ('PENDING', 'RUNNING', 'FAILED')
      AND e."provider"::text = ANY (string_to_array(?, ','))
)
SELECT due,
       waiting,
       running,
       failed,
       greatest(0, (SELECT c.reltuples::bigint FROM pg_class AS c WHERE c.oid = '"WebhookEvent"'::regclass)
           - due - waiting - running - failed) AS succeeded,
       greatest(0, extract(epoch FROM (now() AT TIME ZONE 'UTC' - live.oldest))) AS oldest_due_seconds
FROM live
