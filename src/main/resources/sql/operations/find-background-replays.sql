-- Jobs that a running service works on, and that have had their second of rest.
SELECT j.id
FROM courier.replay_job AS j
WHERE j.state = 'RUNNING' AND j.background AND (j.updated_at < now() - interval '900 milliseconds' OR j.cursor_id IS NULL)
ORDER BY j.id
LIMIT 10
