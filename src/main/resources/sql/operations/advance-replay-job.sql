-- What a batch has done, written together with it.
UPDATE courier.replay_job
SET replayed = replayed + ?,
    left_out = left_out + ?,
    cursor_run_at = coalesce(?::timestamp, cursor_run_at),
    cursor_id = coalesce(?, cursor_id),
    state = ?,
    updated_at = clock_timestamp()
WHERE id = ?
