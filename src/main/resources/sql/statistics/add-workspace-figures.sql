-- Adds the outcomes of attempts since the last time to the statistics of their workspaces. In order, so that two workers
-- that add at the same time wait for each other and never in a circle.
INSERT INTO courier.workspace_figures AS f
    (workspace_id, hour, delivered, retried, failed, not_sent, last_error, last_error_at, last_event_id)
SELECT courier.indexable(a.workspace_id), 'epoch'::timestamptz + a.hour * interval '1 hour', a.delivered, a.retried, a.failed, a.not_sent,
       a.last_error, 'epoch'::timestamptz + a.last_error_millis * interval '1 millisecond', a.last_event_id
FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
            ?::text[])
         AS a (workspace_id, hour, delivered, retried, failed, not_sent, last_error, last_error_millis, last_event_id)
ORDER BY 1, 2
ON CONFLICT (workspace_id, hour) DO UPDATE
    SET delivered = f.delivered + excluded.delivered,
        retried = f.retried + excluded.retried,
        failed = f.failed + excluded.failed,
        not_sent = f.not_sent + excluded.not_sent,
        last_error = coalesce(excluded.last_error, f.last_error),
        last_error_at = coalesce(excluded.last_error_at, f.last_error_at),
        last_event_id = coalesce(excluded.last_event_id, f.last_event_id)
