-- Whether a settings row or an event names this workspace; with white space around it, as claims compare it.
--
-- Parameters: the trimmed id, twice.
SELECT EXISTS (SELECT FROM "WorkspaceSettings" AS s WHERE btrim(s."clientId", (
{{workspace/white-space}}
)) = ?)
    OR EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."workspaceId" = ANY (ARRAY(
{{workspace/workspace-spellings}}
    )))
