-- The event of a dedupeKey, if it matches.
--
-- Parameters: the filter's; then the key, latest and earliest runAt.
SELECT
{{event-line}}
FROM "WebhookEvent" AS e
CROSS JOIN (
{{event-filter-values}}
) AS wanted
{{last-attempt}}
WHERE e."dedupeKey" = ?
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND
{{event-filter}}
LIMIT 1
