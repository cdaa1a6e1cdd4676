-- Records the outcomes of attempts in the attempt log and the delivered keys only, for rows that the database does not
-- let be changed: what was delivered is not sent again (contract, section 3). Takes the parameters of record-endings.sql.
WITH patience AS MATERIALIZED (
    SELECT set_config('lock_timeout', ?, true)
),
ending AS MATERIALIZED (
    SELECT o.*
    FROM patience,
         unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[])
             AS o (id, owner_token, claim_id, worker, outcome, status, delay_millis, last_error, dedupe_key,
                   provider, event_type, workspace_id, attempt, started_micros, duration_ms, status_code, error, response_body)
),
logged AS (
    INSERT INTO courier.delivery_attempt
        (webhook_event_id, claim_id, dedupe_key, provider, event_type, workspace_id, attempt, worker, started_at,
         duration_ms, outcome, status_code, error, response_body, next_run_at)
    SELECT courier.indexable(o.id), o.claim_id, o.dedupe_key, o.provider, o.event_type, o.workspace_id, o.attempt, o.worker,
           'epoch'::timestamptz + o.started_micros * interval '1 microsecond',
           o.duration_ms, o.outcome, o.status_code, o.error, o.response_body,
           CASE WHEN o.outcome = 'RETRY' THEN now() + o.delay_millis * interval '1 millisecond' END
    FROM ending AS o
    ON CONFLICT (webhook_event_id, claim_id) DO NOTHING
),
kept AS (
    INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id)
    SELECT courier.indexable(o.dedupe_key), o.id FROM ending AS o WHERE o.outcome = 'DELIVERED'
    ON CONFLICT (dedupe_key) DO NOTHING
)
SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now_micros, ARRAY[]::bigint[] AS lost
