-- The newest entries of an event's attempt log, oldest first.
SELECT a.*
FROM (
    SELECT a.id, a.attempt, a.worker, a.started_at, a.duration_ms, a.outcome, a.status_code, a.error, a.response_body,
           a.next_run_at
    FROM courier.delivery_attempt AS a
    WHERE a.webhook_event_id = courier.indexable(?)
    ORDER BY a.started_at DESC, a.id DESC
    LIMIT ?
) AS a
ORDER BY a.started_at, a.id
