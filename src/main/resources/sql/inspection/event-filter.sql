-- Whether an event e matches what is wanted (event-filter-values.sql, last-attempt.sql). Part of other statements (Sql).
(wanted.status IS NULL OR e."status"::text = ANY (string_to_array(wanted.status, ',')))
AND (wanted.workspace_id IS NULL OR (
{{inspection/own-workspace}}
    ) = wanted.workspace_id)
AND (wanted.event_type IS NULL OR e."eventType" = wanted.event_type)
AND (wanted.lead_id IS NULL OR e."raw" ->> 'leadId' = wanted.lead_id)
AND (wanted.error_text IS NULL OR position(lower(wanted.error_text) IN lower(e."lastError")) > 0)
AND (wanted.outcome IS NULL OR last.outcome = wanted.outcome)
