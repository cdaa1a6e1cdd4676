-- The demo receiver's URL follows its port. A URL of the user's own stays. Parameter: url, twice.
UPDATE "WorkspaceSettings"
SET "crmWebhookUrl" = ?, "updatedAt" = now() AT TIME ZONE 'UTC'
WHERE "id" = 'demo' AND "crmWebhookUrl" ~ '^http://[^/]+/demo/receiver$' AND "crmWebhookUrl" <> ?
