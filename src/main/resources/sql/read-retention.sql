-- How far the removal is, for each kind.
SELECT r.kind, r.runner, r.lease_until, r.begun_at, r.finished_at, r.removed FROM courier.retention AS r ORDER BY r.kind
