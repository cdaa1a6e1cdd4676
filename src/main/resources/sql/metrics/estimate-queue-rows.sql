EXPLAIN (FORMAT JSON)
SELECT 1
FROM "WebhookEvent" AS e
WHERE e."status" = ?
  AND e."provider" = ANY (?)
