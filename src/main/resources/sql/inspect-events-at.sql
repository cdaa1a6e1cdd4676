-- Rows of a status that share one runAt, by id, so many of them at most; of these the ones that match. They are so many
-- of one moment only after a bulk INSERT, and then PostgreSQL's statistics lead it to the primary key.
--
-- One row always comes: examined and last_id tell how far the look went.
-- Parameters: the filter, a null in it matching everything: event type, workspace, lead, text in the error, the
-- last attempt's outcome of a SUCCEEDED row; then status,
-- runAt, ids below this one (null: all), how many rows, how many matches.
WITH wanted AS (
    SELECT ?::text AS event_type, ?::text AS workspace_id, ?::text AS lead_id, ?::text AS error_text,
           ?::text AS outcome
),
examined AS MATERIALIZED (
    SELECT e."id", e."status"::text AS status, e."provider"::text AS provider, e."eventType" AS event_type,
           e."dedupeKey" AS dedupe_key, e."workspaceId" AS workspace_id, e."runAt" AS run_at, e."attempts" AS attempts,
           e."maxAttempts" AS max_attempts, e."createdAt" AS created_at, e."finishedAt" AS finished_at,
           left(e."lastError", 300) AS last_error, last.outcome AS outcome, last.reason AS outcome_reason,
           (wanted.event_type IS NULL OR e."eventType" = wanted.event_type)
               AND (wanted.workspace_id IS NULL OR e."workspaceId" = wanted.workspace_id)
               AND (wanted.lead_id IS NULL OR e."raw" ->> 'leadId' = wanted.lead_id)
               AND (wanted.error_text IS NULL OR position(lower(wanted.error_text) IN lower(e."lastError")) > 0)
               AND (wanted.outcome IS NULL OR last.outcome = wanted.outcome)
               AS matches
    FROM "WebhookEvent" AS e
    CROSS JOIN wanted
    LEFT JOIN LATERAL (
        SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1] AS outcome,
               left((array_agg(a.error ORDER BY a.id DESC))[1], 300) AS reason
        FROM courier.delivery_attempt AS a
        WHERE a.webhook_event_id = courier.indexable(e."id")
    ) AS last ON e."status"::text = 'SUCCEEDED'
    WHERE e."status" = ? AND e."runAt" = ? AND (?::text IS NULL OR e."id" < ?)
    ORDER BY e."id" DESC
    LIMIT ?
)
SELECT (SELECT count(*) FROM examined) AS examined,
       (SELECT e."id" FROM examined AS e ORDER BY e."id" LIMIT 1) AS last_id,
       x.*
FROM (SELECT) AS one
LEFT JOIN examined AS x ON x.matches
ORDER BY x."id" DESC
LIMIT ?
