-- One more sample event, by the producers' way in. Parameters: lead id, row as JSON.
SELECT id, dedupe_key, queued
FROM courier.enqueue('lead_created', 'demo', ?, ?::jsonb, source => 'demo')
