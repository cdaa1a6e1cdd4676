-- What a replay of many would find: how many, how many of them were delivered before, and from when to when they ended.
-- Parameters: status, providers, workspace, event type, since, until, error text (each twice).
SELECT count(*) AS events,
       count(k.dedupe_key) AS delivered,
       count(DISTINCT coalesce(e."workspaceId", '')) AS workspaces,
       min(coalesce(e."finishedAt", e."updatedAt")) AT TIME ZONE 'UTC' AS first_ended,
       max(coalesce(e."finishedAt", e."updatedAt")) AT TIME ZONE 'UTC' AS last_ended,
       now() AS now
FROM "WebhookEvent" AS e
LEFT JOIN courier.delivered_key AS k ON k.dedupe_key = e."dedupeKey"
WHERE e."status" = ?
  AND e."provider"::text = ANY (?)
  AND (?::text IS NULL OR e."workspaceId" = ?)
  AND (?::text IS NULL OR e."eventType" = ?)
  AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") >= ?::timestamptz AT TIME ZONE 'UTC')
  AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") < ?::timestamptz AT TIME ZONE 'UTC')
  AND (?::text IS NULL OR strpos(lower(e."lastError"), lower(?)) > 0)
