-- What a replay of many would find: how many, how many of them were delivered before, and from when to when they ended.
-- Parameters: status; the filter's; how many to count at most (null: all).
SELECT count(*) AS events,
       count(k.dedupe_key) AS delivered,
       count(DISTINCT e.workspace_id) AS workspaces,
       min(e.ended) AT TIME ZONE 'UTC' AS first_ended,
       max(e.ended) AT TIME ZONE 'UTC' AS last_ended,
       now() AS now
FROM (
    SELECT e."dedupeKey" AS dedupe_key, coalesce(
{{inspection/own-workspace}}
           , '') AS workspace_id,
           coalesce(e."finishedAt", e."updatedAt") AS ended
    FROM "WebhookEvent" AS e
    WHERE e."status" = ?
      AND
{{operations/replay-filter}}
    LIMIT ?::bigint
) AS e
LEFT JOIN courier.delivered_key AS k ON k.dedupe_key = courier.indexable(e.dedupe_key)
