-- How many characters the column takes; -1 where it has no limit.
SELECT CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE -1 END
FROM pg_attribute AS a
WHERE a.attrelid = to_regclass('"WebhookEvent"') AND a.attname = 'lastError' AND NOT a.attisdropped
