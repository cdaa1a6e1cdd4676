-- What keeps a worker from delivering, in its own words, so that a command or another worker's console can say it, too.
ALTER TABLE courier.worker
    ADD COLUMN trouble text,
    ADD COLUMN trouble_since timestamptz,
    ADD COLUMN trouble_at timestamptz;
COMMENT ON COLUMN courier.worker.trouble IS 'what keeps this worker from delivering; null while nothing does';
COMMENT ON COLUMN courier.worker.trouble_at IS 'when it was confirmed last; it is repeated every 10 s';
