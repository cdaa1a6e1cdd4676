-- The rows of a status whose runAt lies between two moments, which inspect-events-edge.sql has chosen so that they are
-- few; of them those that match.
--
-- Parameters: the filter, a null in it matching everything: event type, workspace, lead, text in the error; then status,
-- latest and earliest runAt, how many matches.
SELECT e."id", e."status"::text AS status, e."provider"::text AS provider, e."eventType" AS event_type,
       e."workspaceId" AS workspace_id, e."runAt" AS run_at, e."attempts" AS attempts, e."maxAttempts" AS max_attempts,
       e."createdAt" AS created_at, e."finishedAt" AS finished_at, left(e."lastError", 300) AS last_error
FROM "WebhookEvent" AS e
CROSS JOIN (
    SELECT ?::text AS event_type, ?::text AS workspace_id, ?::text AS lead_id, ?::text AS error_text
) AS wanted
WHERE e."status" = ?
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND (wanted.event_type IS NULL OR e."eventType" = wanted.event_type)
  AND (wanted.workspace_id IS NULL OR e."workspaceId" = wanted.workspace_id)
  AND (wanted.lead_id IS NULL OR e."raw" ->> 'leadId' = wanted.lead_id)
  AND (wanted.error_text IS NULL OR position(lower(wanted.error_text) IN lower(e."lastError")) > 0)
ORDER BY e."runAt" DESC, e."id" DESC
LIMIT ?
