-- Whether this runner may remove rows of a kind now, and where to continue; locked for the transaction. No row: another runner
-- is at it this very moment. Parameters: runner, rest between two rounds in milliseconds, kind.
SELECT r.position,
       r.removed,
       r.begun_at IS NOT NULL AND (r.finished_at IS NULL OR r.finished_at < r.begun_at) AS under_way,
       r.runner = ? OR r.lease_until IS NULL OR r.lease_until < now() AS free,
       coalesce(r.finished_at < now() - ? * interval '1 millisecond', true) AS due
FROM courier.retention AS r
WHERE r.kind = ?
FOR UPDATE SKIP LOCKED
