-- A workspace id as an index on the rows' own column finds it: alone, and with a character of white space on either side
-- or a line break of two at its end. Rows with more around their id are found only by looking at them. Part of other
-- statements (Sql).
--
-- Parameters: the trimmed id.
SELECT a.before || asked.id || z.behind
FROM (SELECT ?::text AS id) AS asked
CROSS JOIN (SELECT '' UNION ALL SELECT regexp_split_to_table((
{{workspace/white-space}}
), '')) AS a (before)
CROSS JOIN (SELECT '' UNION ALL SELECT E'\r\n' UNION ALL SELECT regexp_split_to_table((
{{workspace/white-space}}
), '')) AS z (behind)
