-- Takes dead workers off the list that own no row any more. Their ids come with the heartbeats by which they are dead: a
-- worker that has stored another one meanwhile stays.
DELETE FROM courier.worker AS w
USING unnest(?::text[], ?::text[]) AS dead (id, heartbeat)
WHERE w.id = dead.id
  AND (extract(epoch FROM w.heartbeat_at) * 1000000)::bigint::text = dead.heartbeat
  AND
{{every-queue:worker/owns-no-row}}
RETURNING w.id
