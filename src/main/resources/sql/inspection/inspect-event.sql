-- One event, and what decides what happens to it next. A payload of more than 256 KB is not read; whether it has more is
-- known before its text is made, as in read-payload.sql.
WITH steps AS MATERIALIZED (
    SELECT array_agg(step.digits ORDER BY step.digits) AS digits,
           array_agg(('1e' || step.digits - 1)::numeric ORDER BY step.digits) AS least
    FROM (SELECT unnest(ARRAY[40, 80, 160, 320, 640, 1280, 2560]) UNION SELECT generate_series(4096, 131072, 4096))
        AS step (digits)
)
SELECT now() AS now,
       e."id", e."provider"::text AS provider, e."eventType" AS event_type, e."dedupeKey" AS dedupe_key,
       e."status"::text AS status, e."runAt" AS run_at, e."attempts" AS attempts, e."maxAttempts" AS max_attempts,
       e."lockedAt" AS locked_at, e."lockedBy" AS locked_by, e."startedAt" AS started_at,
       e."finishedAt" AS finished_at, e."lastError" AS last_error, e."workspaceId" AS workspace_id,
       e."createdAt" AS created_at, e."updatedAt" AS updated_at,
       CASE WHEN pg_column_size(e."raw") <= 262144 AND jsonb_typeof(e."raw" -> 'workspaceId') = 'string'
            THEN left(e."raw" ->> 'workspaceId', 2000) END AS workspace_of_payload,
       CASE WHEN pg_column_size(e."raw") <= 262144 AND jsonb_typeof(e."raw" -> 'leadId') = 'string'
            THEN left(e."raw" ->> 'leadId', 2000) END AS lead_id,
       CASE WHEN octet_length(whole.raw) <= 262144 THEN whole.raw END AS raw,
       e."raw" IS NOT NULL AS has_raw,
       k.webhook_event_id AS delivered_event_id, k.delivered_at
FROM "WebhookEvent" AS e
CROSS JOIN LATERAL (
    SELECT CASE WHEN pg_column_size(e."raw") <= 262144
                     AND pg_column_size(ARRAY[e."raw"]) <= 6 * 262144
                     AND (SELECT coalesce(
                                  sum(coalesce(steps.digits[width_bucket(abs(number.value::numeric), steps.least)], 0)
                                      + scale(number.value::numeric)),
                                  0)
                          FROM jsonb_path_query(e."raw", 'strict $.** ? (@.type() == "number")') AS number (value),
                               steps) <= 262144
                THEN e."raw"::text END AS raw
    OFFSET 0
) AS whole
LEFT JOIN courier.delivered_key AS k ON k.dedupe_key = courier.indexable(e."dedupeKey")
WHERE e."id" = ?
