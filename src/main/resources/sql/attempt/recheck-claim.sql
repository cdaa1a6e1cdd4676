-- What claims that have waited must know before they are sent, a row for each in their order: was the key delivered
-- meanwhile, is the workspace paused, is the row still this claim's?
-- Parameters: arrays of dedupe keys, workspaces, ids and owner tokens.
SELECT k.delivered IS NOT NULL AS delivered_before,
       EXISTS (SELECT FROM courier.pause AS p WHERE p.workspace_id IN ('', asked.workspace_id)) AS paused,
       own.owned IS NOT NULL AS owned
FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
    AS asked (dedupe_key, workspace_id, id, owner_token, place)
-- LATERAL with LIMIT keeps these index probes, whatever the plan was made for.
LEFT JOIN LATERAL (
    SELECT true AS delivered FROM courier.delivered_key AS d
    WHERE d.dedupe_key = courier.indexable(asked.dedupe_key) LIMIT 1
) AS k ON true
LEFT JOIN LATERAL (
    SELECT true AS owned FROM "WebhookEvent" AS e
    WHERE e."id" = asked.id AND e."status" = 'RUNNING' AND e."lockedBy" = asked.owner_token LIMIT 1
) AS own ON true
ORDER BY asked.place
