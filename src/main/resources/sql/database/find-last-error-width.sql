-- How many characters the column takes; -1 where it has no limit. Parameters: the table, as SQL takes it; the column.
SELECT CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE -1 END
FROM pg_attribute AS a
WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND NOT a.attisdropped
