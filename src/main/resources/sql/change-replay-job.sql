-- Stops a job, or has it go on.
UPDATE courier.replay_job SET state = ?, background = ?, updated_at = clock_timestamp() WHERE id = ?
