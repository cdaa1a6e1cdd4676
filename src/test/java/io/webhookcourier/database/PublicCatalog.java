package io.webhookcourier.database;

import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;

/** Everything that the system catalog says about the application's schema: equal before and after, or it was touched. */
final class PublicCatalog {

    private static final String OBJECTS = """
            SELECT 'relation' AS kind, c.relname::text AS name,
                   concat_ws(' ', c.relkind, c.relowner, c.relacl, c.reloptions, c.relhastriggers, c.relrewrite, c.xmin)
                       AS definition
            FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'column', a.attrelid::regclass || '.' || a.attname,
                   concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
            UNION ALL
            SELECT 'type', t.typname, concat_ws(' ', t.typtype, t.xmin) FROM pg_type t
            WHERE t.typnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'enum value', e.enumtypid::regtype || '.' || e.enumlabel, e.enumsortorder::text FROM pg_enum e
            UNION ALL
            SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL
            SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'trigger', t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'function', p.proname, p.oid::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'schema', n.nspname, concat_ws(' ', n.nspowner, n.nspacl, n.xmin) FROM pg_namespace n
            WHERE n.nspname = 'public'
            UNION ALL
            SELECT 'event trigger', evtname, evtevent FROM pg_event_trigger
            ORDER BY 1, 2, 3""";

    private PublicCatalog() {}

    static List<Map<String, Object>> of(TestDatabase database) {
        return database.query(OBJECTS);
    }
}
