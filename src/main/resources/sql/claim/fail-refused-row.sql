-- Ends a row that the database refuses to have claimed. Nothing of the row is returned: it may hold what cannot be read.
WITH refused AS MATERIALIZED (
    SELECT e."id" AS "id" FROM "WebhookEvent" AS e WHERE e."id" = ? AND e."status" = 'PENDING' FOR UPDATE SKIP LOCKED
),
failed AS (
    UPDATE "WebhookEvent" AS e
    SET "status" = 'FAILED',
        "runAt" = now() AT TIME ZONE 'UTC',
        "finishedAt" = now() AT TIME ZONE 'UTC',
        "lockedAt" = NULL,
        "lockedBy" = NULL,
        "lastError" = ?,
        "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM refused
    WHERE e."id" = refused."id"
    RETURNING e."id" AS "id", e."dedupeKey" AS "dedupeKey", e."provider" AS "provider", e."eventType" AS "eventType",
        e."workspaceId" AS "workspaceId", e."attempts" AS "attempts"
),
logged AS (
    INSERT INTO courier.delivery_attempt
        (webhook_event_id, claim_id, dedupe_key, provider, event_type, workspace_id, attempt, worker, started_at,
         duration_ms, outcome, error)
    SELECT courier.indexable(f."id"), gen_random_uuid(), f."dedupeKey", f."provider"::text, f."eventType", f."workspaceId",
           least(coalesce(f."attempts", 0), 2147483647)::int, ?, now(), 0, 'FAILED', ?
    FROM failed AS f
)
SELECT count(*) FROM failed
