-- The columns that a constraint of the table is about. Parameters: the table's schema, the table, the constraint.
SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS names
FROM pg_constraint AS c
JOIN pg_class AS t ON t.oid = c.conrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
WHERE n.nspname = ? AND t.relname = ? AND c.conname = ?
