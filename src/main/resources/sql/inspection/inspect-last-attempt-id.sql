-- The largest id of the attempt log; 0 when it is empty.
SELECT coalesce(max(a.id), 0) FROM courier.delivery_attempt AS a
