-- The next range of the attempt log, by id: ids grow with time, give or take what connections draw in advance.
SELECT max(next.id) AS last_id, count(*) AS rows
FROM (SELECT a.id FROM courier.delivery_attempt AS a WHERE a.id > ? ORDER BY a.id LIMIT ?) AS next
