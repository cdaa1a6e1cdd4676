-- How many characters the columns that courier.enqueue fills may hold; those without a limit are left out.
SELECT a.attname AS name, a.atttypmod - 4 AS length
FROM pg_attribute AS a
WHERE a.attrelid = '"WebhookEvent"'::regclass
  AND a.attname IN ('id', 'eventType', 'dedupeKey', 'workspaceId')
  AND a.atttypid IN ('pg_catalog.varchar'::regtype, 'pg_catalog.bpchar'::regtype)
  AND a.atttypmod > 4
ORDER BY a.attnum
