-- The last attempt at a SUCCEEDED event e. Part of other statements (Sql).
LEFT JOIN LATERAL (
    SELECT (array_agg(a.outcome ORDER BY a.id DESC))[1] AS outcome,
           left((array_agg(a.error ORDER BY a.id DESC))[1], 300) AS reason
    FROM courier.delivery_attempt AS a
    WHERE a.webhook_event_id = courier.indexable(e."id")
) AS last ON e."status"::text = 'SUCCEEDED'
