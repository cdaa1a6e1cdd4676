-- A payload that the claim left behind, unless it is larger than can be delivered. Whether it is, is known before its text
-- is made wherever that would take long: text has at least a sixth of the stored form's bytes, and a number at least as
-- many as it has digits, which are counted in steps.
--
-- bytes      of the text; where no text was made, how many it has at least
-- workspace  what the payload names, which the claim has not looked at
--
-- Parameters: the most bytes, the event's id.
WITH asked AS MATERIALIZED (
    SELECT ?::bigint AS most, ?::text AS id
),
steps AS MATERIALIZED (
    SELECT array_agg(step.digits ORDER BY step.digits) AS digits,
           array_agg(('1e' || step.digits - 1)::numeric ORDER BY step.digits) AS least
    FROM (SELECT unnest(ARRAY[40, 80, 160, 320, 640, 1280, 2560]) UNION SELECT generate_series(4096, 131072, 4096))
        AS step (digits)
)
SELECT CASE WHEN whole.raw IS NULL THEN least.bytes ELSE octet_length(whole.raw) END AS bytes,
       CASE WHEN octet_length(whole.raw) <= asked.most THEN whole.raw END AS raw,
       CASE WHEN octet_length(whole.raw) <= asked.most AND jsonb_typeof(e."raw" -> 'workspaceId') = 'string'
            THEN left(e."raw" ->> 'workspaceId', 2000) END AS workspace
FROM asked
JOIN "WebhookEvent" AS e ON e."id" = asked.id
CROSS JOIN LATERAL (
    -- An array's elements are neither compressed nor out of line: its size is the true one.
    SELECT CASE WHEN pg_column_size(e."raw") > 6 * asked.most THEN pg_column_size(e."raw")
                WHEN pg_column_size(ARRAY[e."raw"]) > 6 * asked.most THEN pg_column_size(ARRAY[e."raw"])
                ELSE (SELECT coalesce(
                              sum(coalesce(steps.digits[width_bucket(abs(number.value::numeric), steps.least)], 0)
                                  + scale(number.value::numeric)),
                              0)
                      FROM jsonb_path_query(e."raw", 'strict $.** ? (@.type() == "number")') AS number (value), steps)
           END AS bytes
    OFFSET 0
) AS least
CROSS JOIN LATERAL (
    SELECT CASE WHEN least.bytes <= asked.most THEN e."raw"::text END AS raw
    OFFSET 0
) AS whole
