-- How many pages the delivered keys take.
SELECT pg_relation_size('courier.delivered_key') / current_setting('block_size')::bigint AS pages
