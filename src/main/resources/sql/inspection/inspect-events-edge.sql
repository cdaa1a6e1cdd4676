-- How far back the next rows of a status reach: the runAt of the last of them. Rows of one runAt may be many, as after
-- an INSERT of a million rows; they are read by inspect-events-at.sql, and so never sorted as a whole.
--
-- Parameters: status, latest and earliest runAt, how many rows.
SELECT min(next."runAt") AS edge, count(*) AS rows
FROM (
    SELECT e."runAt"
    FROM "WebhookEvent" AS e
    WHERE e."status" = ? AND e."runAt" <= ? AND e."runAt" >= ?
    ORDER BY e."runAt" DESC
    LIMIT ?
) AS next
