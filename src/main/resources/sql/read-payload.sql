-- A payload that the claim left behind, unless it is larger than can be delivered.
SELECT octet_length(e."raw"::text) AS bytes,
       CASE WHEN octet_length(e."raw"::text) <= ? THEN e."raw"::text END AS raw
FROM "WebhookEvent" AS e
WHERE e."id" = ?
