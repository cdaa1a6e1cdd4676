-- What keeps a worker from delivering, in its own words, so that a command or another worker's console can say it, too.
-- Not in courier.worker: while a synchronous standby is missing, the heartbeat holds the lock on its row.
CREATE TABLE courier.worker_trouble (
    worker_id text PRIMARY KEY,
    trouble   text NOT NULL,
    since     timestamptz NOT NULL,
    noted_at  timestamptz NOT NULL
);
COMMENT ON TABLE courier.worker_trouble IS 'workers that cannot deliver now; each repeats its row every 10 s';
