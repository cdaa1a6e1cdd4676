-- Removes what is past its retention in a range of pages of the delivered keys: their index is by hash, so that no index
-- knows the old ones, and a walk through the pages reads each of them once. Written as single places, because older
-- servers read a range of places by reading the whole table. No page holds more than 291 rows.
-- Parameters: first page, last page, retention in milliseconds.
DELETE FROM courier.delivered_key AS k
WHERE k.ctid = ANY (ARRAY(
          SELECT ('(' || page || ',' || line || ')')::tid
          FROM generate_series(?::bigint, ?::bigint) AS page CROSS JOIN generate_series(1, 291) AS line))
  AND k.delivered_at < now() - ? * interval '1 millisecond'
