-- What purge-keys.sql would remove.
SELECT count(*)
FROM courier.delivered_key AS k
WHERE k.ctid = ANY (ARRAY(
          SELECT ('(' || page || ',' || line || ')')::tid
          FROM generate_series(?::bigint, ?::bigint) AS page CROSS JOIN generate_series(1, 291) AS line))
  AND k.delivered_at < now() - ? * interval '1 millisecond'
