-- Events of one workspace that has few of them, newest first: all are looked at.
--
-- Parameters: the filter, a null in it matching everything: statuses with commas between, event type, lead, text in the
-- error, the last attempt's outcome of a SUCCEEDED row; the workspace;
-- latest and earliest runAt; rows after this place only: id (null: all), runAt, status, id; how many rows.
SELECT e."id", e."status"::text AS status, e."provider"::text AS provider, e."eventType" AS event_type,
       e."dedupeKey" AS dedupe_key, e."workspaceId" AS workspace_id, e."runAt" AS run_at, e."attempts" AS attempts, e."maxAttempts" AS max_attempts,
       e."createdAt" AS created_at, e."finishedAt" AS finished_at, left(e."lastError", 300) AS last_error,
       last.outcome AS outcome, last.reason AS outcome_reason
FROM "WebhookEvent" AS e
CROSS JOIN (
    SELECT ?::text AS status, ?::text AS event_type, ?::text AS lead_id, ?::text AS error_text,
           ?::text AS outcome
) AS wanted
LEFT JOIN LATERAL (
    SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1] AS outcome,
           left((array_agg(a.error ORDER BY a.id DESC))[1], 300) AS reason
    FROM courier.delivery_attempt AS a
    WHERE a.webhook_event_id = courier.indexable(e."id")
) AS last ON e."status"::text = 'SUCCEEDED'
WHERE e."workspaceId" = ?
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND (?::text IS NULL OR (e."runAt", e."status", e."id") < (?, ?, ?))
  AND (wanted.status IS NULL OR e."status"::text = ANY (string_to_array(wanted.status, ',')))
  AND (wanted.event_type IS NULL OR e."eventType" = wanted.event_type)
  AND (wanted.lead_id IS NULL OR e."raw" ->> 'leadId' = wanted.lead_id)
  AND (wanted.error_text IS NULL OR position(lower(wanted.error_text) IN lower(e."lastError")) > 0)
  AND (wanted.outcome IS NULL OR last.outcome = wanted.outcome)
ORDER BY e."runAt" DESC, e."status" DESC, e."id" DESC
LIMIT ?
