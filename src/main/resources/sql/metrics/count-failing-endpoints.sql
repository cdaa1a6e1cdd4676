-- Workspaces whose endpoint has accepted nothing in this hour and the last one, though something was sent to it in both.
SELECT count(*)
FROM (
    SELECT f.workspace_id
    FROM courier.workspace_figures AS f
    WHERE f.hour >= date_trunc('hour', now()) - interval '1 hour'
    GROUP BY f.workspace_id
    HAVING sum(f.delivered) = 0 AND count(*) FILTER (WHERE f.retried + f.failed > 0) = 2
) AS failing
