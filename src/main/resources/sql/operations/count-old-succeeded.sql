-- What a round would remove of the application's rows. Parameters: retention in milliseconds (twice), providers.
SELECT count(*)
FROM "WebhookEvent" AS e
WHERE e."status" = 'SUCCEEDED'
  AND e."runAt" < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond'
  AND coalesce(e."finishedAt", e."updatedAt") < now() AT TIME ZONE 'UTC' - ? * interval '1 millisecond'
  AND e."provider"::text = ANY (?)
