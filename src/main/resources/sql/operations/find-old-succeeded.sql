-- Which of these rows are ours and past their retention. Those that another session has locked are left for the next round.
-- Parameters: ids, providers, retention in milliseconds.
SELECT e."id"
FROM "WebhookEvent" AS e
WHERE e."id" = ANY (?)
  AND e."status"::text = 'SUCCEEDED'
  AND e."provider"::text = ANY (?)
  AND coalesce(e."finishedAt", e."updatedAt") < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond'
FOR UPDATE SKIP LOCKED
