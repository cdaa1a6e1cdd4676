-- What purge-attempts.sql would remove.
SELECT count(*)
FROM courier.delivery_attempt AS a
WHERE a.id > ? AND a.id <= ? AND a.started_at < now() - ? * interval '1 millisecond'
