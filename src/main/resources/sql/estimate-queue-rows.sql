-- How many rows of these providers the planner expects with this status: a plan only, nothing is read. As good as the
-- table's statistics. Without runAt, which depends on the status in ways that the planner does not know.
EXPLAIN (FORMAT JSON)
SELECT 1
FROM "WebhookEvent" AS e
WHERE e."status" = cast(? AS "WebhookEventStatus")
  AND e."provider" = ANY (cast(string_to_array(?, ',') AS "WebhookProvider"[]))
