-- Whether any worker has let its heartbeat expire. A server that was away has kept all of them from beating: after its
-- start each has the whole time again, so that what it has in hand can still be recorded and is not sent twice.
SELECT count(*)
FROM courier.worker AS w
WHERE greatest(w.expires_at, pg_postmaster_start_time() + (w.expires_at - w.heartbeat_at)) < now()
