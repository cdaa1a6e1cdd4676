-- Whether a row e, whose status has been compared, is one that a replay of many is to take. Part of other statements
-- (Sql).
--
-- Parameters: providers, workspace, event type, since, until, error text (each twice); whether only skipped ones.
e."provider"::text = ANY (?)
AND (?::text IS NULL OR (
{{inspection/own-workspace}}
    ) = ?)
AND (?::text IS NULL OR e."eventType" = ?)
AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") >= ?::timestamptz AT TIME ZONE 'UTC')
AND (?::timestamptz IS NULL OR coalesce(e."finishedAt", e."updatedAt") < ?::timestamptz AT TIME ZONE 'UTC')
AND (?::text IS NULL OR strpos(lower(e."lastError"), lower(?)) > 0)
AND (NOT ?::boolean
     OR (SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1]
         FROM courier.delivery_attempt AS a
         WHERE a.webhook_event_id = courier.indexable(e."id")) = 'SKIPPED')
