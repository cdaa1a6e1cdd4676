-- Which of these rows another session has locked; one that does not exist is not among them.
WITH free AS MATERIALIZED (
    SELECT e."id" AS "id" FROM "WebhookEvent" AS e WHERE e."id" = ANY (?) FOR UPDATE SKIP LOCKED
)
SELECT e."id"
FROM "WebhookEvent" AS e
WHERE e."id" = ANY (?)
  AND NOT EXISTS (SELECT FROM free WHERE e."id" = free."id")
