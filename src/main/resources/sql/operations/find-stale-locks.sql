-- The rows that release-stale-locks.sql would release, without touching them. Parameters: providers; ids to leave out; dead
-- workers; their heartbeats; the stale lock in milliseconds.
SELECT e."id"
FROM "WebhookEvent" AS e
WHERE e."status" = 'RUNNING'
  AND e."provider"::text = ANY (string_to_array(?, ','))
  AND e."id" <> ALL (?)
  AND (EXISTS (
           SELECT
           FROM unnest(?::text[], ?::text[]) AS known (id, heartbeat)
           JOIN courier.worker AS w
             ON w.id = known.id AND (extract(epoch FROM w.heartbeat_at) * 1000000)::bigint::text = known.heartbeat
           WHERE starts_with(e."lockedBy", w.id || '/'))
       OR coalesce(e."lockedAt", e."updatedAt", '-infinity')
          < now() AT TIME ZONE 'UTC' - cast(? AS bigint) * interval '1 millisecond')
LIMIT 1000
