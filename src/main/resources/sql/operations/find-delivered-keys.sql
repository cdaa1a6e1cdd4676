-- Which of these keys were delivered and are guarded.
SELECT asked.dedupe_key
FROM unnest(?::text[]) AS asked (dedupe_key)
JOIN courier.delivered_key AS k ON k.dedupe_key = courier.indexable(asked.dedupe_key)
