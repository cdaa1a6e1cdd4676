-- Everything the service owns. Placeholders: application = the schema of the application's tables, as a quoted
-- identifier; application_name = the same as a string literal.

-- The attempt log (contract, section 8). One row per delivery, so every byte counts: fixed-width columns first, one
-- index beside the primary key, which serves "everything about this event" and makes recording twice harmless.
CREATE TABLE courier.delivery_attempt (
    id               bigint GENERATED ALWAYS AS IDENTITY (CACHE 100) PRIMARY KEY,
    started_at       timestamptz NOT NULL,
    next_run_at      timestamptz,
    attempt          integer NOT NULL,
    duration_ms      integer,
    status_code      integer,
    claim_id         uuid NOT NULL,
    webhook_event_id text NOT NULL,
    outcome          text NOT NULL CONSTRAINT delivery_attempt_outcome_check
        CHECK (outcome IN ('DELIVERED', 'RETRY', 'FAILED', 'SKIPPED', 'DUPLICATE', 'RELEASED')),
    provider         text,
    event_type       text,
    workspace_id     text,
    dedupe_key       text,
    worker           text,
    error            text,
    response_body    text,
    CONSTRAINT delivery_attempt_event_claim_key UNIQUE (webhook_event_id, claim_id)
);
COMMENT ON COLUMN courier.delivery_attempt.claim_id IS 'the last part of the owner token of the claim that led to it';

-- What was delivered and is never POSTed again (contract, section 4).
CREATE TABLE courier.delivered_key (
    dedupe_key       text PRIMARY KEY,
    webhook_event_id text NOT NULL,
    delivered_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX delivered_key_delivered_at_idx ON courier.delivered_key USING brin (delivered_at);

-- One row per running worker, rewritten at every heartbeat: room on the page keeps that a heap-only update.
CREATE TABLE courier.worker (
    id           text PRIMARY KEY,
    instance_id  text NOT NULL,
    host         text,
    pid          bigint,
    version      text,
    started_at   timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON COLUMN courier.worker.id IS '<instance id>/<boot id>';

CREATE TABLE courier.pause (
    workspace_id text PRIMARY KEY,
    reason       text,
    paused_by    text,
    paused_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN courier.pause.workspace_id IS 'the paused workspace; empty = everything';

CREATE TABLE courier.audit (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT now(),
    actor  text NOT NULL,
    action text NOT NULL,
    target text,
    detail jsonb
);

-- The producers' way in (contract, section 4; docs/producers.md). Every name is qualified and search_path is pinned,
-- so that the caller's session changes nothing; every timestamp is computed in UTC, whatever its TimeZone is.
CREATE FUNCTION courier.enqueue(
    event_type    text,
    workspace_id  text,
    lead_id       text,
    "row"         jsonb,
    seed          text DEFAULT NULL,
    message_id    text DEFAULT NULL,
    changed_field text DEFAULT NULL,
    source        text DEFAULT NULL,
    occurred_at   timestamptz DEFAULT now(),
    provider      text DEFAULT 'CRM'
) RETURNS TABLE (id text, dedupe_key text, queued boolean)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    row_provider ${application}."WebhookEvent"."provider"%TYPE;
    happened     timestamptz := coalesce(occurred_at, now());
    happened_iso text;
    utc_now      timestamp := date_trunc('milliseconds', now() AT TIME ZONE 'UTC');
BEGIN
    IF coalesce(provider, '') !~ '\S' THEN
        RAISE EXCEPTION 'courier.enqueue: provider must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF coalesce(event_type, '') !~ '\S' THEN
        RAISE EXCEPTION 'courier.enqueue: event_type must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF coalesce(workspace_id, '') !~ '\S' THEN
        RAISE EXCEPTION 'courier.enqueue: workspace_id must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF coalesce(lead_id, '') !~ '\S' THEN
        RAISE EXCEPTION 'courier.enqueue: lead_id must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF provider = 'CRM' AND event_type NOT IN ('lead_created', 'crm_row_updated') THEN
        RAISE EXCEPTION 'courier.enqueue: event_type must be lead_created or crm_row_updated, not "%"', event_type
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF happened < '0001-01-01 00:00:00+00' OR happened >= '10000-01-01 00:00:00+00' THEN
        RAISE EXCEPTION 'courier.enqueue: occurred_at must lie in the years 1 to 9999'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;

    row_provider := provider;
    happened_iso := to_char(happened AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    dedupe_key := lower(provider) || ':' || event_type || ':' || left(encode(sha256(convert_to(
        concat_ws('|', workspace_id, lead_id, event_type, coalesce(
            seed,
            concat(event_type, ':', message_id, ':', changed_field, ':', happened_iso))),
        'UTF8')), 'hex'), 32);

    -- A row of the same key may be deleted between the conflict and the look-up: then it is this call's turn again.
    LOOP
        id := gen_random_uuid()::text;
        INSERT INTO ${application}."WebhookEvent" AS event
            ("id", "provider", "eventType", "dedupeKey", "status", "runAt", "workspaceId", "raw", "createdAt",
             "updatedAt")
        VALUES
            (enqueue.id, row_provider, enqueue.event_type, enqueue.dedupe_key, 'PENDING', utc_now,
             enqueue.workspace_id,
             jsonb_build_object(
                 'eventId', enqueue.id,
                 'eventType', enqueue.event_type,
                 'occurredAt', happened_iso,
                 'dedupeKey', enqueue.dedupe_key,
                 'workspaceId', enqueue.workspace_id,
                 'leadId', enqueue.lead_id,
                 'messageId', enqueue.message_id,
                 'changedField', enqueue.changed_field,
                 'source', enqueue.source,
                 'row', enqueue."row"),
             utc_now, utc_now)
        ON CONFLICT ("dedupeKey") DO NOTHING;
        queued := FOUND;
        IF queued THEN
            PERFORM pg_notify('courier_wakeup', '');
            RETURN NEXT;
            RETURN;
        END IF;

        SELECT event."id" INTO id
        FROM ${application}."WebhookEvent" AS event
        WHERE event."dedupeKey" = enqueue.dedupe_key;
        IF FOUND THEN
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION courier.enqueue(text, text, text, jsonb, text, text, text, text, timestamptz, text)
    IS ${application_name};
