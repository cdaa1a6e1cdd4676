SELECT j.*, clock_timestamp() AS now FROM courier.replay_job AS j WHERE j.id = ?
