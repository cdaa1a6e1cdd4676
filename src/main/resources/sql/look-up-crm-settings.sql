-- The settings of one workspace; the application has more columns here, which are never read.
SELECT s."crmWebhookEnabled", s."crmWebhookUrl", s."crmWebhookEvents", s."crmWebhookSecret"
FROM "WorkspaceSettings" AS s
WHERE s."clientId" = :#workspaceId
