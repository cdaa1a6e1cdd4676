-- Releases RUNNING rows whose lock is older than the stale lock, or whose worker is dead (contract, section 3). Dead workers
-- come with the heartbeats by which they are dead, as in forget-dead-workers.sql. A row that used up its attempts fails
-- instead, so that one that kills its worker ends.
WITH stale AS MATERIALIZED (
    SELECT e."id", e."attempts" >= e."maxAttempts" AS used_up, dead.worker IS NOT NULL AS worker_dead
    FROM "WebhookEvent" AS e
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
      AND (dead.worker IS NOT NULL
           OR coalesce(e."lockedAt", e."updatedAt")
              < now() AT TIME ZONE 'UTC' - cast(? AS bigint) * interval '1 millisecond')
    LIMIT 1000
    FOR UPDATE OF e SKIP LOCKED
),
released AS (
    UPDATE "WebhookEvent" AS e
    SET "status" = CASE WHEN stale.used_up THEN 'FAILED' ELSE 'PENDING' END::"WebhookEventStatus",
        "runAt" = now() AT TIME ZONE 'UTC',
        "finishedAt" = CASE WHEN stale.used_up THEN now() AT TIME ZONE 'UTC' ELSE e."finishedAt" END,
        "lockedAt" = NULL,
        "lockedBy" = NULL,
        "startedAt" = CASE WHEN stale.used_up THEN e."startedAt" END,
        "lastError" = CASE WHEN stale.used_up
            THEN 'Released stale RUNNING lock; the last attempt may not have been sent'
            ELSE 'Released stale RUNNING lock' END,
        "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM stale
    WHERE e."id" = stale."id"
    RETURNING e."id", e."dedupeKey", e."provider", e."eventType", e."workspaceId", e."attempts", e."lastError",
        e."runAt", stale.used_up, stale.worker_dead
),
logged AS (
    -- A claim id of its own: what the released worker has to say may still come.
    INSERT INTO courier.delivery_attempt
        (webhook_event_id, claim_id, dedupe_key, provider, event_type, workspace_id, attempt, worker, started_at,
         duration_ms, outcome, error, next_run_at)
    SELECT r."id", gen_random_uuid(), r."dedupeKey", r."provider"::text, r."eventType", r."workspaceId", r."attempts",
           ?, now(), 0, 'RELEASED', r."lastError", CASE WHEN NOT r.used_up THEN now() END
    FROM released AS r
)
SELECT CASE WHEN r.worker_dead THEN 'dead_worker' ELSE 'stale_lock' END AS reason, r.used_up, count(*) AS rows
FROM released AS r
GROUP BY 1, 2
