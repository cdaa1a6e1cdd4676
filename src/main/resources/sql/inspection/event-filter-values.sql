-- The values of a filter, a null among them matching everything: statuses with commas between, workspace, event type,
-- lead, text in the error, outcome of the last attempt at a SUCCEEDED row. Part of other statements (Sql).
SELECT ?::text AS status, ?::text AS workspace_id, ?::text AS event_type, ?::text AS lead_id, ?::text AS error_text,
       ?::text AS outcome
