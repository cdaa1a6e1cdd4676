-- What keeps this worker from delivering; a null when nothing does any more. Notes of workers that are gone are removed.
WITH note AS MATERIALIZED (
    SELECT ?::text AS worker_id, ?::text AS trouble, ?::timestamptz AS since
),
over AS (
    DELETE FROM courier.worker_trouble AS t
    USING note
    WHERE (t.worker_id = note.worker_id AND note.trouble IS NULL) OR t.noted_at < now() - interval '1 hour'
)
INSERT INTO courier.worker_trouble (worker_id, trouble, since, noted_at)
SELECT note.worker_id, note.trouble, note.since, now() FROM note WHERE note.trouble IS NOT NULL
ON CONFLICT (worker_id) DO UPDATE
    SET trouble = excluded.trouble, since = excluded.since, noted_at = excluded.noted_at
