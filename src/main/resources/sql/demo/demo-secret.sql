-- What the sample workspace's requests are signed with; no row when there is no such workspace.
SELECT "crmWebhookSecret" FROM "WorkspaceSettings" WHERE "id" = 'demo'
