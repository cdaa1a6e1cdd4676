-- Rows of a status that share one runAt, by id, at most a given number of them; of these the ones that match. They are so many
-- of one moment only after a bulk INSERT, and then PostgreSQL's statistics lead it to the primary key.
--
-- One row always comes: examined and last_id tell how far the look went.
-- Parameters: the filter's; then status, runAt, ids below this one (null: all), how many rows, how many matches.
WITH wanted AS (
{{inspection/event-filter-values}}
),
examined AS MATERIALIZED (
    SELECT
{{inspection/event-line}}
    ,
{{inspection/event-filter}}
        AS matches
    FROM "WebhookEvent" AS e
    CROSS JOIN wanted
{{inspection/last-attempt}}
    WHERE e."status" = ? AND e."runAt" = ? AND (?::text IS NULL OR e."id" < ?)
    ORDER BY e."id" DESC
    LIMIT ?
)
SELECT (SELECT count(*) FROM examined) AS examined,
       (SELECT e."id" FROM examined AS e ORDER BY e."id" LIMIT 1) AS last_id,
       x.*
FROM (SELECT) AS one
LEFT JOIN examined AS x ON x.matches
ORDER BY x."id" DESC
LIMIT ?
