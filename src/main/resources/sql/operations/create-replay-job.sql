-- A replay of many, to be worked off batch by batch.
INSERT INTO courier.replay_job
    (background, actor, reason, status, workspace_id, event_type, since, until, error_text, force, keep_attempts,
     max_rows, per_second, expected)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
RETURNING id
