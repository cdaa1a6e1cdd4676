-- Releases RUNNING rows whose lock is older than the stale lock, or whose worker is dead (contract, section 3). Dead workers
-- come with the heartbeats by which they are dead, as in forget-dead-workers.sql. A row that used up its attempts fails
-- instead, so that one that kills its worker ends.
-- Parameters: the error of rows that fail although they would become PENDING, or null; the error of those that used up
-- their attempts; that of all others; dead workers; their heartbeats; providers; ids to
-- leave out; ids of the only rows to release, or null for all (twice); the stale lock in milliseconds; how many characters
-- of an error the row takes; worker.
WITH asked AS (SELECT ?::text AS refusal, ?::text AS last_attempt, ?::text AS released),
stale AS MATERIALIZED (
    SELECT e."id" AS "id", dead.worker IS NOT NULL AS worker_dead,
           coalesce(e."attempts" >= coalesce(e."maxAttempts", 8), false) OR asked.refusal IS NOT NULL AS fails,
           asked.refusal, asked.last_attempt, asked.released
    FROM asked
    CROSS JOIN "WebhookEvent" AS e
    LEFT JOIN LATERAL (
        SELECT w.id AS worker
        FROM unnest(?::text[], ?::text[]) AS known (id, heartbeat)
        JOIN courier.worker AS w
          ON w.id = known.id AND (extract(epoch FROM w.heartbeat_at) * 1000000)::bigint::text = known.heartbeat
        WHERE starts_with(e."lockedBy", w.id || '/')
        LIMIT 1
    ) AS dead ON true
    WHERE e."status" = 'RUNNING'
      AND e."provider"::text = ANY (string_to_array(?, ','))
      AND e."id" <> ALL (?)
      AND (?::text[] IS NULL OR e."id" = ANY (?))
      AND (dead.worker IS NOT NULL
           OR coalesce(e."lockedAt", e."updatedAt", '-infinity')
              < now() AT TIME ZONE 'UTC' - cast(? AS bigint) * interval '1 millisecond')
    LIMIT 1000
    FOR UPDATE OF e SKIP LOCKED
),
released AS (
    UPDATE "WebhookEvent" AS e
    -- The column decides the type: no statement spells it.
    SET "status" = CASE stale.fails WHEN true THEN 'FAILED' WHEN false THEN 'PENDING' ELSE e."status" END,
        "runAt" = now() AT TIME ZONE 'UTC',
        "finishedAt" = CASE WHEN stale.fails THEN now() AT TIME ZONE 'UTC' ELSE e."finishedAt" END,
        "lockedAt" = NULL,
        "lockedBy" = NULL,
        "startedAt" = CASE WHEN stale.fails THEN e."startedAt" END,
        "lastError" = left(
            CASE WHEN stale.refusal IS NOT NULL THEN stale.refusal
                 WHEN stale.fails THEN stale.last_attempt
                 ELSE stale.released END,
            ?),
        "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM stale
    WHERE e."id" = stale."id"
    RETURNING e."id" AS "id", e."dedupeKey" AS "dedupeKey", e."provider" AS "provider", e."eventType" AS "eventType",
        e."workspaceId" AS "workspaceId", e."attempts" AS "attempts", e."lastError" AS "lastError", stale.fails,
        stale.worker_dead
),
logged AS (
    -- A claim id of its own: what the released worker has to say may still come.
    INSERT INTO courier.delivery_attempt
        (webhook_event_id, claim_id, dedupe_key, provider, event_type, workspace_id, attempt, worker, started_at,
         duration_ms, outcome, error, next_run_at)
    SELECT courier.indexable(r."id"), gen_random_uuid(), r."dedupeKey", r."provider"::text, r."eventType", r."workspaceId",
           coalesce(r."attempts", 0), ?, now(), 0, 'RELEASED', r."lastError", CASE WHEN NOT r.fails THEN now() END
    FROM released AS r
)
SELECT CASE WHEN r.worker_dead THEN 'dead_worker' ELSE 'stale_lock' END AS reason, r.fails AS failed, count(*) AS rows
FROM released AS r
GROUP BY 1, 2
