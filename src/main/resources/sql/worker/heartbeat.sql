-- This worker lives, and its rows are its own until expires_at (contract, section 2: dead-worker-after).
INSERT INTO courier.worker AS w (id, instance_id, host, pid, version, started_at, heartbeat_at, expires_at)
VALUES (?, ?, ?, ?, ?, now(), now(), now() + ? * interval '1 millisecond')
ON CONFLICT (id) DO UPDATE
    SET heartbeat_at = now(), expires_at = excluded.expires_at
RETURNING (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_micros
