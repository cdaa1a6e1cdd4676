-- The sample workspace and its three events, once: where the application's tables are empty, and all or nothing.
-- Parameters: url, secret. The lead's id decides how the receiver answers (SampleAnswer).
WITH workspace AS (
    INSERT INTO "WorkspaceSettings"
        ("id", "clientId", "crmWebhookEnabled", "crmWebhookUrl", "crmWebhookEvents", "crmWebhookSecret", "updatedAt")
    SELECT 'demo', 'demo', true, ?, ARRAY['lead_created', 'crm_row_updated'], ?, now() AT TIME ZONE 'UTC'
    WHERE NOT EXISTS (SELECT FROM "WorkspaceSettings") AND NOT EXISTS (SELECT FROM "WebhookEvent")
    RETURNING "clientId"
),
sample (id, event_type, lead_id, changed_field, "row", due_in) AS (
    VALUES
        ('demo-accepted', 'lead_created', 'lead-accepted-1', NULL,
         '{"name": "Ada Lovelace", "email": "ada@example.com", "score": 10.50}'::jsonb, interval '0'),
        ('demo-busy', 'crm_row_updated', 'lead-busy-1', 'stage',
         '{"name": "Grace Hopper", "email": "grace@example.com", "stage": "won"}'::jsonb, interval '1 s'),
        ('demo-refused', 'lead_created', 'lead-refused-1', NULL,
         '{"name": "Nemo"}'::jsonb, interval '2 s')
)
INSERT INTO "WebhookEvent"
    ("id", "provider", "eventType", "dedupeKey", "runAt", "workspaceId", "raw", "createdAt", "updatedAt")
SELECT s.id, 'CRM', s.event_type, 'crm:' || s.event_type || ':' || s.id, t.utc + s.due_in, w."clientId",
       jsonb_build_object(
           'eventId', s.id,
           'eventType', s.event_type,
           'occurredAt', to_char(t.utc, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'dedupeKey', 'crm:' || s.event_type || ':' || s.id,
           'workspaceId', w."clientId",
           'leadId', s.lead_id,
           'messageId', NULL,
           'changedField', s.changed_field,
           'source', 'demo',
           'row', s."row"),
       t.utc, t.utc
FROM workspace AS w
CROSS JOIN sample AS s
CROSS JOIN (SELECT now() AT TIME ZONE 'UTC' AS utc) AS t
