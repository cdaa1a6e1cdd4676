-- Claims due rows, oldest runAt first, in one statement that skips rows locked by others (contract, section 3).
-- Also says which of them were delivered before, so that the duplicate guard costs no statement of its own, and
-- returns one row without an id when there is nothing to claim, for the clock and the watermark.
--
-- A lane is provider/workspace: what an endpoint's limits go by.
--
-- from_run_at_micros  where to begin; what is before is known to be foreign or blocked (ScanWatermarks); empty: the front
-- blocked_lanes       JSON object whose keys are lanes of which no row is to be claimed now
-- left_out            JSON object whose keys are ids of rows that the database refuses to change (PoisonRows)
-- budgets             JSON object: how many rows a lane may still get, where that differs from default_budget
WITH white_space AS MATERIALIZED (
    -- What is trimmed: text.Trimmed, in SQL. Made of numbers, because a literal that the database's encoding lacks fails
    -- the statement; such a database cannot hold these characters either.
    SELECT string_agg(chr(c.code), '') AS characters
    FROM unnest(ARRAY[9, 10, 11, 12, 13, 32, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202,
            8232, 8233, 8239, 8287, 12288, 65279]) AS c (code)
    WHERE c.code < 128
       OR getdatabaseencoding() = 'UTF8'
       OR c.code = 160 AND getdatabaseencoding() ~ '^(LATIN|WIN125|ISO_8859_)'
),
candidate AS MATERIALIZED (
    SELECT e."id" AS "id", e."runAt" AS "runAt", e."provider"::text || '/' || w.workspace AS lane, w.workspace, w.unknown
    FROM "WebhookEvent" AS e
    CROSS JOIN LATERAL (
        -- What the CRM's checks take for the workspace: the row's, without white space around it.
        SELECT nullif(btrim(left(e."workspaceId", 2000), (SELECT characters FROM white_space)), '') AS workspace
    ) AS own
    CROSS JOIN LATERAL (
        -- Else the payload's, if that is a JSON string. Text and work are bounded: a large payload is not asked for its
        -- workspace here, nor is any after a quarter of a second. Such a row has the lane without a workspace, and a pause
        -- of its workspace is heeded when the payload is read (read-payload.sql).
        SELECT CASE WHEN own.workspace IS NULL
                         AND pg_column_size(e."raw") <= 8192
                         AND clock_timestamp() < statement_timestamp() + interval '250 milliseconds'
                    THEN CASE WHEN jsonb_typeof(e."raw" -> 'workspaceId') = 'string'
                              THEN btrim(left(e."raw" ->> 'workspaceId', 2000), (SELECT characters FROM white_space))
                              ELSE '' END
               END AS workspace
        OFFSET 0
    ) AS payload
    CROSS JOIN LATERAL (
        SELECT coalesce(own.workspace, payload.workspace, '') AS workspace,
               own.workspace IS NULL AND payload.workspace IS NULL AS unknown
    ) AS w
    WHERE e."status" = 'PENDING'
      AND e."runAt" <= now() AT TIME ZONE 'UTC'
      AND e."runAt" >= coalesce(
              'epoch'::timestamp + nullif(:#from_run_at_micros, '')::bigint * interval '1 microsecond', '-infinity')
      -- Asked for every row of a backlog: so the parameters are taken apart once, in subqueries, and a lane is looked up
      -- among an object's keys, which are sorted, for any number of blocked lanes.
      AND e."provider"::text = ANY (ARRAY(SELECT unnest(string_to_array(:#providers, ','))))
      AND NOT jsonb_exists((SELECT cast(:#blocked_lanes AS jsonb)), e."provider"::text || '/' || w.workspace)
      AND NOT jsonb_exists((SELECT cast(:#left_out AS jsonb)), e."id")
      AND NOT EXISTS (SELECT FROM courier.pause AS p WHERE p.workspace_id = '')
      AND w.workspace <> ALL (ARRAY(SELECT p.workspace_id FROM courier.pause AS p WHERE p.workspace_id <> ''))
    ORDER BY e."runAt"
    LIMIT cast(:#limit AS int)
    FOR UPDATE OF e SKIP LOCKED
),
chosen AS (
    SELECT ranked."id", ranked.lane, ranked.workspace, ranked.unknown
    FROM (
        SELECT c."id", c.lane, c.workspace, c.unknown, row_number() OVER (PARTITION BY c.lane ORDER BY c."runAt") AS place
        FROM candidate AS c
    ) AS ranked
    CROSS JOIN (SELECT cast(:#budgets AS jsonb) AS of_lane) AS budget
    WHERE ranked.place <= coalesce((budget.of_lane ->> ranked.lane)::int, cast(:#default_budget AS int))
),
claimed AS (
    UPDATE "WebhookEvent" AS e
    SET "status" = 'RUNNING',
        "lockedAt" = now() AT TIME ZONE 'UTC',
        "lockedBy" = :#owner_token,
        "startedAt" = now() AT TIME ZONE 'UTC',
        "attempts" = least(coalesce(e."attempts", 0), 2147483646) + 1,
        "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM chosen
    WHERE e."id" = chosen."id"
    RETURNING e."id" AS "id", e."provider" AS "provider", e."eventType" AS "eventType", e."dedupeKey" AS "dedupeKey",
        e."workspaceId" AS "workspaceId", e."raw" AS "raw", e."attempts" AS "attempts", e."maxAttempts" AS "maxAttempts",
        e."runAt" AS "runAt", e."createdAt" AS "createdAt", chosen.lane, chosen.workspace, chosen.unknown
)
SELECT seen.candidates,
       seen.first_id,
       seen.first_run_at_micros,
       seen.pauses,
       (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_micros,
       c."id" AS id,
       c."provider"::text AS provider,
       -- Of what no index bounds, as much as an error may quote (contract, section 3).
       CASE WHEN octet_length(c."eventType") <= 10000 THEN c."eventType" ELSE left(c."eventType", 10000) END AS event_type,
       c."dedupeKey" AS dedupe_key,
       CASE WHEN octet_length(c."workspaceId") <= 10000 THEN c."workspaceId" ELSE left(c."workspaceId", 10000) END
           AS workspace_id,
       c.lane AS lane,
       c.workspace AS workspace,
       -- Only a payload whose text is small, which is known before it is made: what is stored in 500 bytes can become
       -- 200 MB. All others are read a few at a time when their turn comes (read-payload.sql), so that no row fills the
       -- heap or holds up the claim of others. What is stored out of line is large, or a neighbour of something large. An
       -- array's elements are not compressed, so its size is the true one. What could make a long text of few bytes are
       -- numbers like 1e131071: up to 800 bytes hold so few of them that it is cheaper to look at the clock, which spares
       -- the usual payload 10 µs. Nor is a payload given out whose workspace was not looked at: the reader does that.
       CASE WHEN NOT c.unknown
                 AND pg_column_size(c."raw") <= 2000
                 AND pg_column_size(ARRAY[c."raw"]) <= 16384
                 AND (pg_column_size(ARRAY[c."raw"]) <= 800
                          AND clock_timestamp() < statement_timestamp() + interval '250 milliseconds'
                      OR NOT EXISTS (
                          SELECT FROM jsonb_path_query(c."raw", 'strict $.** ? (@.type() == "number")') AS number (value)
                          WHERE scale(number.value::numeric) > 40 OR abs(number.value::numeric) >= 1e40))
            THEN (SELECT written.raw
                  FROM (SELECT c."raw"::text AS raw OFFSET 0) AS written
                  WHERE octet_length(written.raw) <= 65536) END AS raw,
       c."raw" IS NOT NULL AS has_raw,
       c."attempts" AS attempts,
       -- Without a value, what the application's schema takes for it.
       coalesce(c."maxAttempts", 8) AS max_attempts,
       -- Within the range of a number: one row with runAt -infinity must not fail the claim of all others.
       (extract(epoch FROM greatest(c."runAt", 'epoch')) * 1000)::bigint AS run_at_millis,
       CASE WHEN c."createdAt" IS NOT NULL
            THEN (extract(epoch FROM greatest(least(c."createdAt", '9999-12-31'), '0001-01-01')) * 1000)::bigint
       END AS created_at_millis,
       k.delivered IS NOT NULL AS delivered_before
FROM (
    SELECT count(*) AS candidates,
           (SELECT first."id" FROM candidate AS first ORDER BY first."runAt" LIMIT 1) AS first_id,
           (extract(epoch FROM min(greatest(candidate."runAt", 'epoch'))) * 1000000)::bigint AS first_run_at_micros,
           -- Another number means that something was paused or resumed meanwhile.
           (SELECT coalesce(sum(hashtextextended(p.workspace_id, 0)), 0)::text FROM courier.pause AS p) AS pauses
    FROM candidate
) AS seen
LEFT JOIN claimed AS c ON true
-- LATERAL with LIMIT keeps this an index probe, even by a plan made while the key table was empty.
LEFT JOIN LATERAL (
    SELECT true AS delivered FROM courier.delivered_key AS d WHERE d.dedupe_key = courier.indexable(c."dedupeKey") LIMIT 1
) AS k ON true
ORDER BY c."runAt"
