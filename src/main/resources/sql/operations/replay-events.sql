-- Puts events that this transaction has locked back into the queue, with their id and dedupeKey, and lifts the guard
-- for the keys that are named; the rows and the keys together, so that no claim sees one without the other.
-- Parameters: keys to lift, whether attempts stay counted, ids.
WITH lifted AS (
    DELETE FROM courier.delivered_key AS k WHERE k.dedupe_key = ANY (ARRAY(
        SELECT courier.indexable(named.dedupe_key) FROM unnest(?::text[]) AS named (dedupe_key)))
    RETURNING k.dedupe_key
)
UPDATE "WebhookEvent" AS e
SET "status" = 'PENDING',
    -- Not now(): the transaction may have waited, and a claim looks for what became due a moment ago. Two kinds of rows
    -- are due a second later. One that was PENDING although it had been delivered may be in a claim at this moment that
    -- has seen its key; by then such a claim is over. One that succeeded without a delivered key was skipped, and would
    -- be again by settings from before they were repaired, which are used for up to a second (contract, section 5).
    "runAt" = clock_timestamp() AT TIME ZONE 'UTC'
        + CASE WHEN e."status"::text = CASE
                        WHEN courier.indexable(e."dedupeKey") IN (SELECT l.dedupe_key FROM lifted AS l)
                        THEN 'PENDING' ELSE 'SUCCEEDED' END
               THEN interval '1 second' ELSE interval '0' END,
    "attempts" = CASE WHEN ? THEN e."attempts" ELSE 0 END,
    "lockedAt" = NULL,
    "lockedBy" = NULL,
    "startedAt" = NULL,
    "finishedAt" = NULL,
    "lastError" = NULL,
    "updatedAt" = clock_timestamp() AT TIME ZONE 'UTC'
WHERE e."id" = ANY (?) AND e."status" <> 'RUNNING'
RETURNING e."id", e."attempts" AS attempts, e."runAt" AS run_at
