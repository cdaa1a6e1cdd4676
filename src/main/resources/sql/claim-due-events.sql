-- Claims due rows, oldest runAt first, in one statement that skips rows locked by others (contract, section 3).
-- Also says which of them were delivered before, so that the duplicate guard costs no statement of its own, and
-- returns one row without an id when there is nothing to claim, for the clock and the watermark.
--
-- A lane is provider/workspace: what an endpoint's limits go by.
--
-- from_run_at_micros  where to begin; what is before is known to be foreign or blocked (ClaimMarks); empty: the front
-- blocked_lanes       JSON object whose keys are lanes of which no row is to be claimed now
-- left_out            JSON object whose keys are ids of rows that the database refuses to change (RefusedRows)
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
    SELECT e."id", e."runAt", e."provider"::text || '/' || w.workspace AS lane
    FROM "WebhookEvent" AS e
    CROSS JOIN LATERAL (
        -- What the CRM's checks take for the workspace: the row's, else the payload's, without white space around it.
        SELECT coalesce(
                nullif(btrim(e."workspaceId", (SELECT characters FROM white_space)), ''),
                btrim(e."raw" ->> 'workspaceId', (SELECT characters FROM white_space)),
                '') AS workspace
    ) AS w
    WHERE e."status" = 'PENDING'
      AND e."runAt" <= now() AT TIME ZONE 'UTC'
      AND e."runAt" >= coalesce(
              'epoch'::timestamp + nullif(:#from_run_at_micros, '')::bigint * interval '1 microsecond', '-infinity')
      -- Asked for every row of a backlog: so the parameters are taken apart once, in subqueries, and a lane is looked up
      -- among an object's keys, which are sorted, however many lanes are blocked.
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
    SELECT ranked."id", ranked.lane
    FROM (
        SELECT c."id", c.lane, row_number() OVER (PARTITION BY c.lane ORDER BY c."runAt") AS place
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
    RETURNING e."id", e."provider", e."eventType", e."dedupeKey", e."workspaceId", e."raw", e."attempts",
        e."maxAttempts", e."runAt", e."createdAt", chosen.lane
)
SELECT seen.candidates,
       seen.first_id,
       seen.first_run_at_micros,
       seen.pauses,
       (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_micros,
       c."id" AS id,
       c."provider"::text AS provider,
       c."eventType" AS event_type,
       c."dedupeKey" AS dedupe_key,
       c."workspaceId" AS workspace_id,
       c.lane AS lane,
       -- A large payload is read by itself when its turn comes, so that a batch of them does not fill the heap. Only what
       -- is stored out of line or compressed can be large, and what is stored in many bytes need not be unpacked to know.
       CASE WHEN pg_column_size(c."raw") <= 2000 THEN c."raw"::text
            WHEN pg_column_size(c."raw") > 65536 THEN NULL
            WHEN octet_length(c."raw"::text) <= 65536 THEN c."raw"::text END AS raw,
       c."raw" IS NOT NULL AS has_raw,
       c."attempts" AS attempts,
       -- Without a value, what the application's schema takes for it.
       coalesce(c."maxAttempts", 8) AS max_attempts,
       -- Within what a number can tell: one row that is due since -infinity must not fail the claim of all others.
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
