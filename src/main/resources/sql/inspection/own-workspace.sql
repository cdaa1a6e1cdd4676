-- The workspace that a row e itself names, as the claim takes it; empty or null when it names none. Part of other
-- statements (Sql).
btrim(left(e."workspaceId", 2000), (
{{workspace/white-space}}
))
