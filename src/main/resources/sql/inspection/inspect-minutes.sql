-- Attempts by outcome in each minute of the last hour, the current one last.
SELECT m.minute,
       coalesce(f.delivered, 0) AS delivered,
       coalesce(f.retried, 0) AS retried,
       coalesce(f.failed, 0) AS failed,
       coalesce(f.not_sent, 0) AS not_sent
FROM generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), '1 minute')
         AS m (minute)
LEFT JOIN courier.minute_figures AS f ON f.minute = m.minute
ORDER BY m.minute
