-- The settings of one workspace; the application has more columns here, which are never read. A workspace without a row
-- wants nothing, and its events are skipped. So where policies of row-level security may hide the row, a row says so.
SELECT s."crmWebhookEnabled", s."crmWebhookUrl", s."crmWebhookEvents", s."crmWebhookSecret",
       s."clientId" IS NULL AS "hidden"
FROM (VALUES (true)) AS asked
LEFT JOIN "WorkspaceSettings" AS s ON s."clientId" = :#workspaceId
WHERE s."clientId" IS NOT NULL
   OR pg_catalog.row_security_active('"WorkspaceSettings"') AND NOT (
       SELECT coalesce(bool_or(p.polpermissive AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true')
                       AND NOT bool_or(NOT p.polpermissive), false)
       FROM pg_catalog.pg_policy AS p
       WHERE p.polrelid = pg_catalog.to_regclass('"WorkspaceSettings"') AND p.polcmd IN ('r', '*')
         AND EXISTS (SELECT FROM unnest(p.polroles) AS r (role)
                     WHERE r.role = 0 OR pg_catalog.pg_has_role(r.role, 'USAGE'))
   )
