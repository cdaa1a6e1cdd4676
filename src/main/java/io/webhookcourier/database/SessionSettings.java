package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The settings of every session of this service, regardless of what the role, the database or the server has
 * set as a default. Statements do it, not options of the connection, which PgBouncer refuses.
 *
 * <p>Behind PgBouncer only the time zone is set, which it keeps apart for each client: in its transaction mode anything
 * else would change the sessions of other programs, and not reliably ours.
 */
final class SessionSettings {

    private static final String TIME_ZONE = "SET TIME ZONE 'UTC'";

    /**
     * The application's schema comes first in the search path, for our statements; the role's own follows, for those of
     * the application's triggers. Row-level security raises an error rather than hide rows, unless policies show this
     * role the rows, by the rule of {@link RowSecurityCheck}: all of the settings, because an event without settings is
     * skipped; of the events a part is enough, where a policy names this role.
     */
    private static final String SETTINGS = """
            SELECT pg_catalog.set_config('TimeZone', 'UTC', false),
                   pg_catalog.set_config('default_transaction_isolation', 'read committed', false),
                   pg_catalog.set_config('statement_timeout', ?, false),
                   pg_catalog.set_config('lock_timeout', ?, false),
                   pg_catalog.set_config('idle_in_transaction_session_timeout', ?, false),
                   pg_catalog.set_config('row_security', CASE WHEN (
                       SELECT coalesce(bool_and(shown), false)
                       FROM (VALUES ('WebhookEvent', false), ('WorkspaceSettings', true)) AS needed (name, whole)
                       -- Not to_regclass, which raises an error where the role may not use the schema.
                       JOIN pg_catalog.pg_namespace AS n ON n.nspname = ?
                       JOIN pg_catalog.pg_class AS t ON t.relnamespace = n.oid AND t.relname = needed.name
                       CROSS JOIN LATERAL (
                           SELECT bool_or(p.polpermissive AND (pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true'
                                      OR NOT needed.whole AND NOT p.polroles @> ARRAY[0::oid]))
                                  AND NOT (needed.whole AND bool_or(NOT p.polpermissive))
                           FROM pg_catalog.pg_policy AS p
                           WHERE p.polrelid = t.oid AND p.polcmd IN ('r', '*')
                             AND EXISTS (SELECT FROM unnest(p.polroles) AS r (role)
                                         WHERE r.role = 0 OR pg_catalog.pg_has_role(r.role, 'USAGE'))
                       ) AS policies (shown)
                       WHERE pg_catalog.row_security_active(t.oid)
                   ) THEN 'on' ELSE 'off' END, false),
                   pg_catalog.set_config('search_path', (
                       SELECT string_agg(pg_catalog.quote_ident(name), ', ' ORDER BY position)
                       FROM (SELECT ?, 0
                             UNION ALL
                             SELECT * FROM unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY
                             WHERE unnest NOT IN ('pg_catalog', ?)) AS path (name, position)
                   ), false)
            """;

    private static final String IDLE_SESSION = ", pg_catalog.set_config('idle_session_timeout', '0', false)\n";
    private static final String TRANSACTION = ", pg_catalog.set_config('transaction_timeout', '0', false)\n";

    private final String schema;
    private final boolean pgbouncer;

    /** @param schema of the application's tables */
    SessionSettings(String schema, boolean pgbouncer) {
        this.schema = schema;
        this.pgbouncer = pgbouncer;
    }

    void apply(Connection connection, SessionLimits limits) throws SQLException {
        if (pgbouncer) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TIME_ZONE);
            }
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                SETTINGS + newerSettings(connection.getMetaData().getDatabaseMajorVersion()))) {
            statement.setString(1, millis(limits.statement()));
            statement.setString(2, millis(limits.lock()));
            statement.setString(3, millis(limits.idleInTransaction()));
            statement.setString(4, schema);
            statement.setString(5, schema);
            statement.setString(6, schema);
            statement.execute();
        }
    }

    private static String newerSettings(int version) {
        return (version >= 14 ? IDLE_SESSION : "") + (version >= 17 ? TRANSACTION : "");
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
