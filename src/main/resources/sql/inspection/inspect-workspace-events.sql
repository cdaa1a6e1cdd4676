-- Events of one workspace that has few of them, newest first: all are looked at.
--
-- Parameters: the filter's; then the workspace, for the index; latest and earliest runAt; rows after this place only: id
-- (null: all), runAt, status, id; how many rows.
SELECT
{{inspection/event-line}}
FROM "WebhookEvent" AS e
CROSS JOIN (
{{inspection/event-filter-values}}
) AS wanted
{{inspection/last-attempt}}
WHERE e."workspaceId" = ANY (ARRAY(
{{workspace/workspace-spellings}}
  ))
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND (?::text IS NULL OR (e."runAt", e."status", e."id") < (?, ?, ?))
  AND
{{inspection/event-filter}}
ORDER BY e."runAt" DESC, e."status" DESC, e."id" DESC
LIMIT ?
