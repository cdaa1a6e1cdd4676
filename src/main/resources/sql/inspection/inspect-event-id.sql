-- The id of the event that a search term names: by its id, which is also the delivery id, or by its dedupeKey.
SELECT e."id" FROM "WebhookEvent" AS e WHERE e."id" = ?
UNION ALL
SELECT e."id" FROM "WebhookEvent" AS e WHERE e."dedupeKey" = ?
LIMIT 1
