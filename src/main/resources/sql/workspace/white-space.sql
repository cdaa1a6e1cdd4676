-- What is trimmed: text.Trimmed, in SQL. Made of numbers, because a literal that the database's encoding lacks fails the
-- statement; such a database cannot hold these characters either. Part of other statements (Sql); claim-due-events.sql,
-- which Camel reads, has the same list.
SELECT string_agg(chr(c.code), '')
FROM unnest(ARRAY[9, 10, 11, 12, 13, 32, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202,
        8232, 8233, 8239, 8287, 12288, 65279]) AS c (code)
WHERE c.code < 128
   OR getdatabaseencoding() = 'UTF8'
   OR c.code = 160 AND getdatabaseencoding() ~ '^(LATIN|WIN125|ISO_8859_)'
