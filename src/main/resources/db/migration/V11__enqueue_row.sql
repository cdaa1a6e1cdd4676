-- The producers' way in, which now refuses a row that is no JSON object (contract, section 4; docs/producers.md): receivers
-- expect an object, and a text or an array would reach them as it is.
--
-- The application's triggers on the table run with the caller's search_path, as they do for a plain INSERT, so the
-- function sets none. Instead every function, operator and type is qualified: objects that others put into a schema of
-- that path change nothing. IN, BETWEEN and IS DISTINCT FROM cannot be qualified and are not used.
--
-- The INSERT is prepared at every call, and the provider is a literal that takes the column's own type: sessions that
-- stay connected while the application re-creates an enum or the table never see a type that is gone.
CREATE OR REPLACE FUNCTION courier.enqueue(
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
AS $function$
DECLARE
    event_table  CONSTANT pg_catalog.regclass := ${event_table};
    -- What counts as white space is written out, because a regular expression asks the database's collation.
    blanks       CONSTANT pg_catalog.text := pg_catalog.concat(
        E' \t\n\x0b\f\r',
        CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.=) 'UTF8' THEN
            pg_catalog.convert_from(pg_catalog.decode('c2a0e19a80e28080e28081e28082e28083e28084e28085e28086e28087e28088e28089'
                'e2808ae280a8e280a9e280afe2819fe38080efbbbf', 'hex'), 'UTF8') END);
    happened     CONSTANT pg_catalog.timestamptz := coalesce(occurred_at, pg_catalog.now());
    utc_now      CONSTANT pg_catalog.timestamp :=
        pg_catalog.date_trunc('milliseconds', pg_catalog.timezone('UTC', pg_catalog.now()));
    happened_iso pg_catalog.text;
    new_id       pg_catalog.text;
    raw          pg_catalog.jsonb;
    insertion    pg_catalog.text;
    inserted     pg_catalog.int8;
BEGIN
    IF pg_catalog.btrim(coalesce(provider, ''), blanks) OPERATOR(pg_catalog.=) '' THEN
        RAISE EXCEPTION 'courier.enqueue: provider must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF pg_catalog.btrim(coalesce(event_type, ''), blanks) OPERATOR(pg_catalog.=) '' THEN
        RAISE EXCEPTION 'courier.enqueue: event_type must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF pg_catalog.btrim(coalesce(workspace_id, ''), blanks) OPERATOR(pg_catalog.=) '' THEN
        RAISE EXCEPTION 'courier.enqueue: workspace_id must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF pg_catalog.btrim(coalesce(lead_id, ''), blanks) OPERATOR(pg_catalog.=) '' THEN
        RAISE EXCEPTION 'courier.enqueue: lead_id must not be blank' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF provider OPERATOR(pg_catalog.=) 'CRM' AND event_type OPERATOR(pg_catalog.<>) 'lead_created'
       AND event_type OPERATOR(pg_catalog.<>) 'crm_row_updated' THEN
        RAISE EXCEPTION 'courier.enqueue: event_type must be lead_created or crm_row_updated, not "%"', event_type
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- JSON's null is what NULL becomes in the payload.
    IF pg_catalog.jsonb_typeof("row") OPERATOR(pg_catalog.<>) 'object'
       AND pg_catalog.jsonb_typeof("row") OPERATOR(pg_catalog.<>) 'null' THEN
        RAISE EXCEPTION 'courier.enqueue: row must be a JSON object or NULL, not a JSON %', pg_catalog.jsonb_typeof("row")
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF happened OPERATOR(pg_catalog.<) '0001-01-01 00:00:00+00'::pg_catalog.timestamptz
       OR happened OPERATOR(pg_catalog.>=) '10000-01-01 00:00:00+00'::pg_catalog.timestamptz THEN
        RAISE EXCEPTION 'courier.enqueue: occurred_at must lie in the years 1 to 9999'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Asked beforehand: catching ON CONFLICT's own error would cost every call a subtransaction.
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) i.indrelid AND a.attnum OPERATOR(pg_catalog.=) i.indkey[0]
        WHERE i.indrelid OPERATOR(pg_catalog.=) event_table AND i.indisunique AND i.indimmediate AND i.indisvalid
          AND i.indpred IS NULL AND i.indnkeyatts OPERATOR(pg_catalog.=) 1
          AND a.attname OPERATOR(pg_catalog.=) 'dedupeKey') THEN
        RAISE EXCEPTION 'courier.enqueue: table % has no unique index on "dedupeKey" alone, without which an event could be queued twice',
            event_table USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    happened_iso := pg_catalog.to_char(pg_catalog.timezone('UTC', happened), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    dedupe_key := pg_catalog.concat(pg_catalog.lower(provider COLLATE pg_catalog."C"), ':', event_type, ':',
        pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
            pg_catalog.concat_ws('|', workspace_id, lead_id, event_type, coalesce(
                seed,
                pg_catalog.concat(event_type, ':', message_id, ':', changed_field, ':', happened_iso))),
            'UTF8')), 'hex'), 32));
    new_id := pg_catalog.gen_random_uuid()::pg_catalog.text;
    raw := pg_catalog.jsonb_build_object(
        'eventId', new_id,
        'eventType', event_type,
        'occurredAt', happened_iso,
        'dedupeKey', dedupe_key,
        'workspaceId', workspace_id,
        'leadId', lead_id,
        'messageId', message_id,
        'changedField', changed_field,
        'source', source,
        'row', "row");
    insertion := pg_catalog.concat(
        $insert$INSERT INTO ${application}."WebhookEvent" ("id", "provider", "eventType", "dedupeKey", "status", "runAt", "workspaceId", "raw", "createdAt", "updatedAt") VALUES ($1, $insert$,
        pg_catalog.quote_literal(provider),
        $insert$, $2, $3, 'PENDING', $4, $5, $6, $4, $4)$insert$);

    -- A row of the same key may be deleted between the conflict and the look-up: then it is this call's turn again.
    FOR attempt IN 1..5 LOOP
        EXECUTE pg_catalog.concat(insertion, ' ON CONFLICT ("dedupeKey") DO NOTHING')
            USING new_id, event_type, dedupe_key, utc_now, workspace_id, raw;
        GET DIAGNOSTICS inserted = ROW_COUNT;
        IF inserted OPERATOR(pg_catalog.=) 0 THEN
            SELECT event."id" INTO id
            FROM ${application}."WebhookEvent" AS event
            WHERE event."dedupeKey" OPERATOR(pg_catalog.=) enqueue.dedupe_key;
            -- A trigger may have put the row into a child table, where it is found under this call's own id.
            IF FOUND AND id OPERATOR(pg_catalog.<>) new_id THEN
                queued := false;
                RETURN NEXT;
                RETURN;
            END IF;
            IF NOT FOUND THEN
                -- Without ON CONFLICT the table says which it is: a row that is there, or a row that is not taken.
                BEGIN
                    EXECUTE insertion USING new_id, event_type, dedupe_key, utc_now, workspace_id, raw;
                    GET DIAGNOSTICS inserted = ROW_COUNT;
                EXCEPTION WHEN unique_violation THEN
                    CONTINUE;
                END;
                IF inserted OPERATOR(pg_catalog.=) 0 THEN
                    RAISE EXCEPTION 'courier.enqueue: a BEFORE INSERT trigger or a rule of table % discards the event, which was not queued',
                        event_table USING ERRCODE = 'triggered_action_exception';
                END IF;
            END IF;
        END IF;
        id := new_id;
        queued := true;
        PERFORM pg_catalog.pg_notify('courier_wakeup', '');
        RETURN NEXT;
        RETURN;
    END LOOP;
    RAISE EXCEPTION 'courier.enqueue: table % holds a row with "dedupeKey" % that role % cannot see (row-level security), so the event was not queued',
        event_table, dedupe_key, pg_catalog.quote_ident(current_user) USING ERRCODE = 'object_not_in_prerequisite_state';
END
$function$;
