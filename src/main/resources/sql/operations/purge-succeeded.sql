-- Removes rows of the application's that this transaction has locked.
DELETE FROM "WebhookEvent" AS e WHERE e."id" = ANY (?)
