-- The workspaces by their ids, with their attempts by outcome in the last 24 hours and their last error of a week.
--
-- The secret is read to say whether there is one; it is never shown.
--
-- Parameters: ids above this one; text that ids contain (twice; null: all); how many.
SELECT s."clientId" AS workspace_id,
       s."crmWebhookEnabled", s."crmWebhookUrl", s."crmWebhookEvents", s."crmWebhookSecret",
       p.workspace_id IS NOT NULL AS paused,
       day.delivered, day.retried, day.failed, day.not_sent,
       last.last_error, last.last_error_at, last.last_event_id
FROM "WorkspaceSettings" AS s
LEFT JOIN courier.pause AS p ON p.workspace_id = s."clientId" AND p.workspace_id <> ''
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.delivered), 0)::bigint AS delivered, coalesce(sum(f.retried), 0)::bigint AS retried,
           coalesce(sum(f.failed), 0)::bigint AS failed, coalesce(sum(f.not_sent), 0)::bigint AS not_sent
    FROM courier.workspace_figures AS f
    WHERE f.workspace_id = courier.indexable(s."clientId") AND f.hour > now() - interval '24 hours'
) AS day
LEFT JOIN LATERAL (
    SELECT left(f.last_error, 300) AS last_error, f.last_error_at, f.last_event_id
    FROM courier.workspace_figures AS f
    WHERE f.workspace_id = courier.indexable(s."clientId") AND f.last_error IS NOT NULL
    ORDER BY f.hour DESC
    LIMIT 1
) AS last ON true
WHERE s."clientId" > ?
  AND (?::text IS NULL OR position(lower(?) IN lower(s."clientId")) > 0)
ORDER BY s."clientId"
LIMIT ?
