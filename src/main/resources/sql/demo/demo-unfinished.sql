-- How many of the events made at the first start have not come to their end.
SELECT count(*)
FROM "WebhookEvent"
WHERE "id" IN ('demo-accepted', 'demo-busy', 'demo-refused') AND "status" IN ('PENDING', 'RUNNING')
