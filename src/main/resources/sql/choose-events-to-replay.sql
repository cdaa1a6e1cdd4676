-- The next events of a replay job, locked for the transaction; rows that another session has locked are passed by. In the
-- order of the index on (status, runAt). What was changed since the job was created is left alone: so
-- no event is replayed twice by one job.
-- Parameters: status, cursor's runAt (twice) and id, providers, workspace, event type, since, until, error text (each
-- twice), whether only skipped ones, when the job was created, how many.
SELECT e."id" AS id, e."dedupeKey" AS dedupe_key, e."runAt" AS run_at
FROM "WebhookEvent" AS e
WHERE e."status" = ?
  AND e."runAt" >= coalesce(?::timestamp, '-infinity')
  AND (e."runAt", e."id") > (coalesce(?::timestamp, '-infinity'), coalesce(?, ''))
  AND e."provider"::text = ANY (?)
  AND (?::text IS NULL OR e."workspaceId" = ?)
  AND (?::text IS NULL OR e."eventType" = ?)
  AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") >= ?::timestamptz AT TIME ZONE 'UTC')
  AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") < ?::timestamptz AT TIME ZONE 'UTC')
  AND (?::text IS NULL OR strpos(lower(e."lastError"), lower(?)) > 0)
  AND (NOT ?::boolean
       OR (SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1]
           FROM courier.delivery_attempt AS a
           WHERE a.webhook_event_id = courier.indexable(e."id")) = 'SKIPPED')
  AND e."updatedAt" <= ?::timestamptz AT TIME ZONE 'UTC' + interval '1 millisecond'
ORDER BY e."runAt", e."id"
LIMIT ?
FOR UPDATE SKIP LOCKED
