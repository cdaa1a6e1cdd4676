-- What a step of a round has done, written together with it. Parameters: runner, whether it is finished, whether it began
-- with this step (twice), position, removed, finished, kind.
UPDATE courier.retention
SET runner = ?,
    lease_until = CASE WHEN ? THEN NULL ELSE clock_timestamp() + interval '1 minute' END,
    begun_at = CASE WHEN ? THEN now() ELSE begun_at END,
    removed = CASE WHEN ? THEN 0 ELSE removed END + ?,
    position = ?,
    finished_at = CASE WHEN ? THEN clock_timestamp() ELSE finished_at END
WHERE kind = ?
