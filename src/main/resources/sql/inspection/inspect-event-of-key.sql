-- The event of a dedupeKey, if it matches.
--
-- Parameters: the filter's; then the key, latest and earliest runAt.
SELECT
{{inspection/event-line}}
FROM "WebhookEvent" AS e
CROSS JOIN (
{{inspection/event-filter-values}}
) AS wanted
{{inspection/last-attempt}}
WHERE e."dedupeKey" = ?
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND
{{inspection/event-filter}}
LIMIT 1
