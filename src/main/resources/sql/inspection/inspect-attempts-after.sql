-- The attempt log from an id on. Connections draw ids in lots of 100, so that a later one may be smaller: a reader that follows
-- the log looks some way back each time. Parameters: id, workspace (twice), whether failures only.
SELECT a.id, a.webhook_event_id, a.event_type, a.workspace_id, a.attempt, a.worker, a.started_at, a.duration_ms, a.outcome,
       a.status_code, a.error, a.response_body, a.next_run_at
FROM courier.delivery_attempt AS a
WHERE a.id > ?
  AND (?::text IS NULL OR a.workspace_id = ?)
  AND (NOT ? OR a.outcome IN ('RETRY', 'FAILED', 'RELEASED'))
ORDER BY a.id
