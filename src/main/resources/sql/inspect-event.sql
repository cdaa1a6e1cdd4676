-- One event, and what decides what happens to it next. A payload of more than 256 KB is not read.
SELECT now() AS now,
       e."id", e."provider"::text AS provider, e."eventType" AS event_type, e."dedupeKey" AS dedupe_key,
       e."status"::text AS status, e."runAt" AS run_at, e."attempts" AS attempts, e."maxAttempts" AS max_attempts,
       e."lockedAt" AS locked_at, e."lockedBy" AS locked_by, e."startedAt" AS started_at,
       e."finishedAt" AS finished_at, e."lastError" AS last_error, e."workspaceId" AS workspace_id,
       e."createdAt" AS created_at, e."updatedAt" AS updated_at,
       CASE WHEN pg_column_size(e."raw") <= 262144 THEN e."raw" ->> 'workspaceId' END AS workspace_of_payload,
       CASE WHEN pg_column_size(e."raw") > 262144 THEN NULL
            WHEN octet_length(e."raw"::text) <= 262144 THEN e."raw"::text END AS raw,
       e."raw" IS NOT NULL AS has_raw,
       k.webhook_event_id AS delivered_event_id, k.delivered_at
FROM "WebhookEvent" AS e
LEFT JOIN courier.delivered_key AS k ON k.dedupe_key = courier.indexable(e."dedupeKey")
WHERE e."id" = ?
