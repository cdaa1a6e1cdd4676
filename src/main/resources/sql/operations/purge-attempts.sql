-- Removes what is past its retention in a range of the attempt log.
DELETE FROM courier.delivery_attempt AS a
WHERE a.id > ? AND a.id <= ? AND a.started_at < now() - ? * interval '1 millisecond'
