-- Everything that the demo left behind, unless the user has given its workspace a receiver of their own.
WITH workspace AS (
    DELETE FROM "WorkspaceSettings"
    WHERE "id" = 'demo' AND "crmWebhookUrl" ~ '^http://[^/]+/demo/receiver$'
    RETURNING "clientId"
),
event AS (
    DELETE FROM "WebhookEvent" AS e USING workspace AS w WHERE e."workspaceId" = w."clientId"
    RETURNING e."id", e."dedupeKey"
),
delivered AS (
    DELETE FROM courier.delivered_key AS k USING event AS e WHERE k.dedupe_key = courier.indexable(e."dedupeKey")
),
attempt AS (
    DELETE FROM courier.delivery_attempt AS a USING workspace AS w WHERE a.workspace_id = w."clientId"
)
SELECT count(*) FROM event
