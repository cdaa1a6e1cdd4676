-- The payloads' leadIds of a page of events, as far as they are shown. A payload of more than 256 KB is not read.
SELECT e."id", left(e."raw" ->> 'leadId', 2000) AS lead_id
FROM "WebhookEvent" AS e
WHERE e."id" = ANY (?) AND pg_column_size(e."raw") <= 262144 AND jsonb_typeof(e."raw" -> 'leadId') = 'string'
