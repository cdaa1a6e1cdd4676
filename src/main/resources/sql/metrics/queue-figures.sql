-- The queue's metrics. Of each status at most :bound rows are examined, by the application's (status, runAt)
-- index, so that it costs the same for any size of the table; if there are more, *_more is true, and
-- estimate-queue-rows.sql says how many. The oldest due row is exact: only behind more than :bound due rows of foreign
-- providers or of paused workspaces does it take a longer look.
--
-- Due rows of paused workspaces are counted apart: they wait on purpose, and must neither look like lateness nor hide it.
WITH paused AS MATERIALIZED (
    SELECT p.workspace_id FROM courier.pause AS p WHERE p.workspace_id <> ''
),
asked AS MATERIALIZED (
    SELECT string_to_array(?, ',') AS providers, ?::int AS bound, now() AT TIME ZONE 'UTC' AS instant
),
due AS MATERIALIZED (
    SELECT e."runAt" AS run_at,
           e."provider"::text = ANY ((SELECT providers FROM asked)::text[]) AS ours,
           -- Not looked up while no workspace is paused.
           CASE WHEN EXISTS (SELECT FROM paused) THEN (
{{workspace/workspace-of-row}}
) IN (SELECT workspace_id FROM paused)
                ELSE false END AS paused
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'PENDING' AND e."runAt" <= (SELECT instant FROM asked)
    ORDER BY e."runAt"
    LIMIT (SELECT bound FROM asked)
),
waiting AS MATERIALIZED (
    SELECT e."provider"::text = ANY ((SELECT providers FROM asked)::text[]) AS ours
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'PENDING' AND e."runAt" > (SELECT instant FROM asked)
    ORDER BY e."runAt"
    LIMIT (SELECT bound FROM asked)
),
running AS MATERIALIZED (
    SELECT e."provider"::text = ANY ((SELECT providers FROM asked)::text[]) AS ours
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'RUNNING'
    ORDER BY e."runAt"
    LIMIT (SELECT bound FROM asked)
),
failed AS MATERIALIZED (
    SELECT e."provider"::text = ANY ((SELECT providers FROM asked)::text[]) AS ours
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'FAILED'
    ORDER BY e."runAt"
    LIMIT (SELECT bound FROM asked)
),
succeeded AS MATERIALIZED (
    SELECT e."provider"::text = ANY ((SELECT providers FROM asked)::text[]) AS ours
    FROM "WebhookEvent" AS e
    WHERE e."status" = 'SUCCEEDED'
    ORDER BY e."runAt"
    LIMIT (SELECT bound FROM asked)
)
SELECT (SELECT count(*) FILTER (WHERE ours AND NOT paused) FROM due) AS pending_due,
       (SELECT count(*) FROM due) >= asked.bound AS pending_due_more,
       (SELECT count(*) FILTER (WHERE ours AND paused) FROM due) AS pending_paused,
       (SELECT count(*) FROM due) >= asked.bound AS pending_paused_more,
       (SELECT count(*) FILTER (WHERE ours) FROM waiting) AS pending_waiting,
       (SELECT count(*) FROM waiting) >= asked.bound AS pending_waiting_more,
       (SELECT count(*) FILTER (WHERE ours) FROM running) AS running,
       (SELECT count(*) FROM running) >= asked.bound AS running_more,
       (SELECT count(*) FILTER (WHERE ours) FROM failed) AS failed,
       (SELECT count(*) FROM failed) >= asked.bound AS failed_more,
       (SELECT count(*) FILTER (WHERE ours) FROM succeeded) AS succeeded,
       (SELECT count(*) FROM succeeded) >= asked.bound AS succeeded_more,
       extract(epoch FROM asked.instant - coalesce(
           (SELECT min(run_at) FILTER (WHERE ours AND NOT paused) FROM due),
           CASE WHEN (SELECT count(*) FROM due) >= asked.bound THEN (
               SELECT e."runAt"
               FROM "WebhookEvent" AS e
               WHERE e."status" = 'PENDING'
                 AND e."runAt" <= asked.instant
                 AND e."provider"::text = ANY (asked.providers)
                 AND (NOT EXISTS (SELECT FROM paused)
                      OR (
{{workspace/workspace-of-row}}
) NOT IN (SELECT workspace_id FROM paused))
               ORDER BY e."runAt"
               LIMIT 1)
           END)) AS oldest_due_seconds,
       ARRAY(
           SELECT coalesce(nullif(p.workspace_id, ''), 'everything')
           FROM courier.pause AS p
           ORDER BY p.workspace_id
           LIMIT 100) AS paused
FROM asked
