-- Whether any worker has let its heartbeat expire.
SELECT count(*) FROM courier.worker WHERE expires_at < now()
