-- Who did what to which thing, and why; in the transaction that does it.
INSERT INTO courier.audit (actor, action, target, detail) VALUES (?, ?, ?, ?::jsonb)
