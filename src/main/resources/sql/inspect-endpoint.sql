-- Where the events of a workspace go. The secret is read to say whether there is one and to compute a signature with;
-- it is never shown.
SELECT s."crmWebhookEnabled" AS enabled, s."crmWebhookUrl" AS url, s."crmWebhookEvents" AS events,
       s."crmWebhookSecret" AS secret
FROM "WorkspaceSettings" AS s
WHERE s."clientId" = ?
