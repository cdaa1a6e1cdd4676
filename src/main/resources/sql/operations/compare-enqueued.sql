-- Whether a queued event is the one that a repeated request asks for: its row and its fields are the same. One without
-- a time of its own accepts the time of the first request. Workspace, lead and type are compared, too: they and the
-- key are joined to make the dedupeKey, and others can join to the same text.
SELECT e."workspaceId" IS NOT DISTINCT FROM ?::text
       AND e."eventType" IS NOT DISTINCT FROM ?::text
       AND e."raw" ->> 'leadId' IS NOT DISTINCT FROM ?::text
       AND e."raw" -> 'row' IS NOT DISTINCT FROM ?::jsonb
       AND e."raw" ->> 'messageId' IS NOT DISTINCT FROM ?::text
       AND e."raw" ->> 'changedField' IS NOT DISTINCT FROM ?::text
       AND e."raw" ->> 'source' IS NOT DISTINCT FROM ?::text AS same
FROM "WebhookEvent" AS e
WHERE e."id" = ?
