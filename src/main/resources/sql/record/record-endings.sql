-- Records the outcomes of attempts: the rows' new state, the attempt log and the delivered keys, all or nothing.
-- The row is written only while this claim owns it; log and key are written all the same (contract, section 3).
-- At the first try without the lines that are marked for a repeat (RecordWriter).
-- lock_timeout is set inside the statement, for its transaction only, because a statement of its own would cost a
-- round trip for every batch.
WITH patience AS MATERIALIZED (
    SELECT set_config('lock_timeout', ?, true)
),
ending AS MATERIALIZED (
    SELECT o.*
    FROM patience,
         unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[])
             WITH ORDINALITY AS o (id, owner_token, claim_id, worker, outcome, status, delay_millis, last_error, dedupe_key,
                   provider, event_type, workspace_id, attempt, started_micros, duration_ms, status_code, error, response_body,
                   place)
),
updated AS (
    UPDATE "WebhookEvent" AS e
    -- The column decides the type: no statement spells its name or schema.
    SET "status" = CASE o.status WHEN 'SUCCEEDED' THEN 'SUCCEEDED' WHEN 'PENDING' THEN 'PENDING' WHEN 'FAILED' THEN 'FAILED'
                                 ELSE e."status" END,
        "runAt" = CASE WHEN o.delay_millis IS NULL THEN e."runAt"
                       ELSE now() AT TIME ZONE 'UTC' + o.delay_millis * interval '1 millisecond' END,
        "attempts" = CASE WHEN o.outcome = 'RELEASED' THEN greatest(e."attempts" - 1, 0) ELSE e."attempts" END,
        "startedAt" = CASE WHEN o.outcome = 'RELEASED' THEN NULL ELSE e."startedAt" END,
        "finishedAt" = CASE WHEN o.outcome = 'RELEASED' THEN e."finishedAt" ELSE now() AT TIME ZONE 'UTC' END,
        "lockedAt" = NULL,
        "lockedBy" = NULL,
        "lastError" = CASE WHEN o.outcome = 'RELEASED' THEN e."lastError" ELSE o.last_error END,
        "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM ending AS o
    -- The cast keeps the plan on the primary key: the index on status holds a dead entry for every row that was RUNNING
    -- since the last vacuum, and the statistics say there are none.
    WHERE e."id" = o.id AND e."status"::text = 'RUNNING' AND e."lockedBy" = o.owner_token
    RETURNING o.place
),
logged AS (
    INSERT INTO courier.delivery_attempt
        (webhook_event_id, claim_id, dedupe_key, provider, event_type, workspace_id, attempt, worker, started_at,
         duration_ms, outcome, status_code, error, response_body, next_run_at)
    SELECT courier.indexable(o.id), o.claim_id, o.dedupe_key, o.provider, o.event_type, o.workspace_id, o.attempt, o.worker,
           'epoch'::timestamptz + o.started_micros * interval '1 microsecond',
           o.duration_ms, o.outcome, o.status_code, o.error, o.response_body,
           CASE WHEN o.outcome IN ('RETRY', 'RELEASED') THEN now() + o.delay_millis * interval '1 millisecond' END
    FROM ending AS o
    ON CONFLICT (webhook_event_id, claim_id) DO NOTHING -- for a repeat
),
kept AS (
    INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id)
    SELECT courier.indexable(o.dedupe_key), o.id FROM ending AS o WHERE o.outcome = 'DELIVERED'
    ON CONFLICT (dedupe_key) DO NOTHING -- for a repeat
)
-- An ending that was logged before is the repeat of a statement whose reply was lost: not a lost lock. OFFSET 0 and
-- LIMIT have the log asked only about the few rows that were not updated, one probe each, regardless of the statistics.
SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now_micros,
       array(SELECT missed.place
             FROM (
                 SELECT o.id, o.claim_id, o.place
                 FROM ending AS o
                 LEFT JOIN updated AS u ON u.place = o.place
                 WHERE u.place IS NULL
                 OFFSET 0
             ) AS missed
             WHERE (SELECT true
                    FROM courier.delivery_attempt AS a
                    WHERE a.webhook_event_id = courier.indexable(missed.id) AND a.claim_id = missed.claim_id
                    LIMIT 1) IS NULL) AS lost
