-- Puts an event into the queue, as producers do (contract, section 4).
SELECT q.id, q.dedupe_key, q.queued
FROM courier.enqueue(?, ?, ?, ?::jsonb, seed => ?, message_id => ?, changed_field => ?, source => ?,
                     occurred_at => coalesce(?::timestamptz, now()), provider => ?) AS q
