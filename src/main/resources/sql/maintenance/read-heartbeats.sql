-- The heartbeats of all workers. Which of them are dead is decided by how long a heartbeat stays the same, never by this
-- clock (WorkerWatch).
SELECT w.id,
       (extract(epoch FROM w.heartbeat_at) * 1000000)::bigint::text AS heartbeat,
       (extract(epoch FROM w.expires_at - w.heartbeat_at) * 1000)::bigint AS lease_millis,
       (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_micros
FROM courier.worker AS w
