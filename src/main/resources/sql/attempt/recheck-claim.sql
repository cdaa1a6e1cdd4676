-- What a claim that has waited must know before it is sent: was the key delivered meanwhile, is the workspace paused,
-- is the row still this claim's?
SELECT EXISTS (SELECT FROM courier.delivered_key AS d WHERE d.dedupe_key = courier.indexable(?)) AS delivered_before,
       EXISTS (SELECT FROM courier.pause AS p WHERE p.workspace_id IN ('', ?)) AS paused,
       EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."id" = ? AND e."status" = 'RUNNING' AND e."lockedBy" = ?) AS owned
