-- Adds the outcomes of attempts since the last time to the statistics of their minutes, and removes old minutes.
WITH forgotten AS (
    DELETE FROM courier.minute_figures AS f WHERE f.minute < now() - interval '2 days'
)
INSERT INTO courier.minute_figures AS f (minute, delivered, retried, failed, not_sent)
SELECT 'epoch'::timestamptz + a.minute * interval '1 minute', a.delivered, a.retried, a.failed, a.not_sent
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
         AS a (minute, delivered, retried, failed, not_sent)
ORDER BY a.minute
ON CONFLICT (minute) DO UPDATE
    SET delivered = f.delivered + excluded.delivered,
        retried = f.retried + excluded.retried,
        failed = f.failed + excluded.failed,
        not_sent = f.not_sent + excluded.not_sent
