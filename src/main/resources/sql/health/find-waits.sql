-- What a statement of this service waits for longest, in words: a lock and who holds it, or a synchronous standby.
-- Sessions of the own role are always seen; of others only the process id may be.
SELECT CASE
           WHEN waiting.wait_event = 'SyncRep' THEN
               'commits wait for a synchronous standby (synchronous_standby_names), and none confirms'
           ELSE 'it waits for a lock on ' || coalesce(wanted.what, 'a row') || coalesce(
               ' that process ' || holder.pid || coalesce(' (' || nullif(holder.application_name, '') || ')', '')
                   || ' holds' || coalesce(', ' || nullif(holder.state, 'active'), ''),
               '')
       END AS waits_for
FROM pg_stat_activity AS waiting
LEFT JOIN LATERAL (
    SELECT l.relation::regclass::text AS what
    FROM pg_locks AS l
    WHERE l.pid = waiting.pid AND NOT l.granted AND l.locktype = 'relation'
    LIMIT 1
) AS wanted ON true
LEFT JOIN LATERAL (
    SELECT b.pid, b.application_name, b.state
    FROM unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
    JOIN pg_stat_activity AS b ON b.pid = blocking.pid
    ORDER BY b.application_name LIKE 'webhook-courier%', b.xact_start
    LIMIT 1
) AS holder ON true
WHERE waiting.datname = current_database()
  AND waiting.application_name LIKE 'webhook-courier%'
  AND waiting.pid <> pg_backend_pid()
  AND (waiting.wait_event_type = 'Lock' OR waiting.wait_event = 'SyncRep')
  AND waiting.query_start < clock_timestamp() - interval '2 seconds'
ORDER BY waiting.query_start
LIMIT 1
