-- Whether a workspace has so few events that all of them can be looked at: counts up to a bound.
SELECT count(*)
FROM (
    SELECT FROM "WebhookEvent" AS e WHERE e."workspaceId" = ANY (ARRAY(
{{workspace/workspace-spellings}}
    )) LIMIT ?
) AS first_of_them
