-- The next events of a replay job, locked for the transaction; rows that another session has locked are passed by. In the
-- order of the index on (status, runAt). What was changed since the job was created is left alone: so
-- no event is replayed twice by one job.
-- Parameters: status, cursor's runAt (twice) and id; the filter's; when the job was created, how many.
SELECT e."id" AS id, e."dedupeKey" AS dedupe_key, e."runAt" AS run_at
FROM "WebhookEvent" AS e
WHERE e."status" = ?
  AND e."runAt" >= coalesce(?::timestamp, '-infinity')
  AND (e."runAt", e."id") > (coalesce(?::timestamp, '-infinity'), coalesce(?, ''))
  AND
{{operations/replay-filter}}
  AND e."updatedAt" <= ?::timestamptz AT TIME ZONE 'UTC' + interval '1 millisecond'
ORDER BY e."runAt", e."id"
LIMIT ?
FOR UPDATE SKIP LOCKED
