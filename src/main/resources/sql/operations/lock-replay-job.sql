-- Locks one job for the session that works on it or changes its state: one at a time.
SELECT j.*, clock_timestamp() AS now FROM courier.replay_job AS j WHERE j.id = ? FOR UPDATE
