-- The same act on many events, a row for each, so that every event tells what was done to it.
INSERT INTO courier.audit (actor, action, target, detail)
SELECT ?, ?, 'event:' || event.id, ?::jsonb
FROM unnest(?::text[]) AS event (id)
