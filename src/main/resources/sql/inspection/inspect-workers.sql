-- The workers with their heartbeats. Whether one is alive is judged as when its rows are released: after a start of the
-- server each has its whole time again.
SELECT w.id, w.instance_id, w.host, w.pid, w.version, w.started_at, w.heartbeat_at, w.expires_at,
       greatest(w.expires_at, pg_postmaster_start_time() + (w.expires_at - w.heartbeat_at)) >= now() AS alive,
       -- One that died in trouble repeats it no more.
       t.trouble
FROM courier.worker AS w
LEFT JOIN courier.worker_trouble AS t ON t.worker_id = w.id AND t.noted_at > now() - interval '30 seconds'
ORDER BY alive DESC, w.started_at, w.id
LIMIT 200
