-- Stops a job, or resumes it.
UPDATE courier.replay_job SET state = ?, background = ?, updated_at = clock_timestamp() WHERE id = ?
