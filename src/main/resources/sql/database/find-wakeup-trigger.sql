-- What there is, and what this role may do about it.
SELECT to_regnamespace('courier') IS NOT NULL AS courier_exists,
       coalesce(has_schema_privilege(to_regnamespace('courier')::oid, 'CREATE'), false) AS may_create_function,
       event.oid IS NOT NULL AS table_exists,
       coalesce(has_table_privilege(event.oid, 'TRIGGER'), false) AS may_create_trigger,
       event.oid::text AS table_name,
       quote_ident(current_user) AS role_name,
       EXISTS (
           SELECT FROM pg_trigger AS t
           JOIN pg_proc AS p ON p.oid = t.tgfoid
           WHERE t.tgrelid = event.oid
             AND p.proname = 'wake_up'
             AND p.pronamespace = to_regnamespace('courier')
             AND t.tgenabled IN ('O', 'A')
       ) AS installed
FROM (SELECT to_regclass('"WebhookEvent"') AS oid) AS event
