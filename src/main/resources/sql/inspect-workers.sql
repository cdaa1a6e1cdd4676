-- The workers with their heartbeats. Whether one is alive is judged as when its rows are released: after a start of the
-- server each has its whole time again.
SELECT w.id, w.instance_id, w.host, w.pid, w.version, w.started_at, w.heartbeat_at, w.expires_at,
       greatest(w.expires_at, pg_postmaster_start_time() + (w.expires_at - w.heartbeat_at)) >= now() AS alive
FROM courier.worker AS w
ORDER BY alive DESC, w.started_at, w.id
LIMIT 200
