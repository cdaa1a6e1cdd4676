-- The newest jobs first.
SELECT j.*, clock_timestamp() AS now FROM courier.replay_job AS j ORDER BY j.id DESC LIMIT ?
