-- The settings of several workspaces: a row for each, also for one that has none, so that none is passed over unseen. What is
-- hidden is decided as in look-up-crm-settings.sql; there such a row fails the look-up, here only that workspace's.
SELECT asked."workspaceId",
       s."crmWebhookEnabled", s."crmWebhookUrl", s."crmWebhookEvents", s."crmWebhookSecret",
       s."clientId" IS NULL AND (
           SELECT pg_catalog.row_security_active('"WorkspaceSettings"') AND NOT (
               SELECT coalesce(bool_or(p.polpermissive AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true')
                               AND NOT bool_or(NOT p.polpermissive), false)
               FROM pg_catalog.pg_policy AS p
               WHERE p.polrelid = pg_catalog.to_regclass('"WorkspaceSettings"') AND p.polcmd IN ('r', '*')
                 AND EXISTS (SELECT FROM unnest(p.polroles) AS r (role)
                             WHERE r.role = 0 OR pg_catalog.pg_has_role(r.role, 'USAGE'))
           )
       ) AS "hidden"
FROM unnest(cast(:#workspaceIds AS text[])) AS asked ("workspaceId")
LEFT JOIN "WorkspaceSettings" AS s ON s."clientId" = asked."workspaceId"
