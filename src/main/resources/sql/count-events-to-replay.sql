-- What a replay of many would find: how many, how many of them were delivered before, and from when to when they ended.
-- Parameters: status, providers, workspace, event type, since, until, error text (each twice); whether only
-- skipped ones; how many to count at most
-- (null: all).
SELECT count(*) AS events,
       count(k.dedupe_key) AS delivered,
       count(DISTINCT e.workspace_id) AS workspaces,
       min(e.ended) AT TIME ZONE 'UTC' AS first_ended,
       max(e.ended) AT TIME ZONE 'UTC' AS last_ended,
       now() AS now
FROM (
    SELECT e."dedupeKey" AS dedupe_key, coalesce(e."workspaceId", '') AS workspace_id,
           coalesce(e."finishedAt", e."updatedAt") AS ended
    FROM "WebhookEvent" AS e
    WHERE e."status" = ?
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
    LIMIT ?::bigint
) AS e
LEFT JOIN courier.delivered_key AS k ON k.dedupe_key = courier.indexable(e.dedupe_key)
