-- Where the events of a workspace go. The secret is read to say whether there is one and to compute a signature with;
-- it is never shown.
SELECT s."crmWebhookEnabled", s."crmWebhookUrl", s."crmWebhookEvents", s."crmWebhookSecret"
FROM "WorkspaceSettings" AS s
WHERE s."clientId" = ?
