-- What a list shows of an event e and of the last attempt at it (last-attempt.sql). Part of other statements (Sql).
e."id", e."status"::text AS status, e."provider"::text AS provider, e."eventType" AS event_type,
e."dedupeKey" AS dedupe_key, e."workspaceId" AS workspace_id, e."runAt" AS run_at, e."attempts" AS attempts,
e."maxAttempts" AS max_attempts, e."createdAt" AS created_at, e."finishedAt" AS finished_at,
left(e."lastError", 300) AS last_error, last.outcome AS outcome, last.reason AS outcome_reason
