-- The workspace of a row e, as the claim names it; a large payload is not read. Part of other statements (Sql).
coalesce(
    nullif(
{{inspection/own-workspace}}
    , ''),
    CASE WHEN pg_column_size(e."raw") <= 8192
              AND clock_timestamp() < statement_timestamp() + interval '250 milliseconds'
              AND jsonb_typeof(e."raw" -> 'workspaceId') = 'string'
         THEN btrim(left(e."raw" ->> 'workspaceId', 2000), (
{{workspace/white-space}}
         )) END,
    '')
