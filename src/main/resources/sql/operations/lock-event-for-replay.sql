-- One event, locked for the transaction. Whether its key was delivered is asked afterwards, by a statement of its own:
-- this one may have waited, and would still see the keys as they were before.
SELECT e."status"::text AS status,
       e."provider"::text AS provider,
       e."dedupeKey" AS dedupe_key,
       e."attempts" AS attempts,
       e."maxAttempts" AS max_attempts,
       e."lockedBy" AS locked_by,
       e."lockedAt" AS locked_at,
       e."lastError" AS last_error,
       (SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1]
        FROM courier.delivery_attempt AS a
        WHERE a.webhook_event_id = courier.indexable(e."id")) AS last_outcome
FROM "WebhookEvent" AS e
WHERE e."id" = ?
FOR UPDATE
