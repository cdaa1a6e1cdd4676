-- The rows of a status whose runAt lies between two moments, which inspect-events-edge.sql has chosen so that they are
-- few; of them those that match.
--
-- Parameters: the filter's; then status, latest and earliest runAt, how many matches.
SELECT
{{inspection/event-line}}
FROM "WebhookEvent" AS e
CROSS JOIN (
{{inspection/event-filter-values}}
) AS wanted
{{inspection/last-attempt}}
WHERE e."status" = ?
  AND e."runAt" <= ?
  AND e."runAt" >= ?
  AND
{{inspection/event-filter}}
ORDER BY e."runAt" DESC, e."id" DESC
LIMIT ?
