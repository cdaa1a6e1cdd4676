-- An application's table can hold ids, keys and workspaces that fit into no index of ours: an entry has 2,704 bytes at
-- most, and the attempt log's has a claim beside the event. In indexed columns such a value is kept in a short form, so
-- that every attempt can be recorded; all others are kept as they are, and cost nothing more.
--
-- A plain SQL function without settings of its own, so that PostgreSQL puts its text in its place. The hashes are those
-- of hash indexes, which no version has changed.
CREATE FUNCTION courier.indexable(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE WHEN pg_catalog.octet_length(value) <= 2000 THEN value
            ELSE pg_catalog."left"(value, 400) || '...' || pg_catalog.to_hex(pg_catalog.hashtextextended(value, 0))
                || pg_catalog.to_hex(pg_catalog.hashtextextended(value, 1)) END
$$;
COMMENT ON FUNCTION courier.indexable(text) IS
    'an event''s id, a dedupeKey or a workspace as indexed columns of this schema hold it: the same up to 2,000 bytes';

-- What was kept in whole because it could be compressed; the guard must still know it.
UPDATE courier.delivered_key AS k
SET dedupe_key = courier.indexable(k.dedupe_key)
WHERE octet_length(k.dedupe_key) > 2000;
