package io.webhookcourier.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether row-level security hides rows of the application's tables from the service's role. */
final class RowSecurityCheck {

    /** Policies that apply to this role when it reads: whose, whether permissive, and the condition. */
    private static final String APPLYING = """
            FROM pg_policy AS p
            WHERE p.polrelid = ?::text::regclass AND p.polcmd IN ('r', '*')
              AND EXISTS (SELECT FROM unnest(p.polroles) AS r (role)
                          WHERE r.role = 0 OR pg_has_role(r.role, 'USAGE'))""";

    /** A policy for this role itself is a deliberate decision, at least where part of the rows is enough. */
    private static final String SHOWN = "SELECT coalesce(bool_or(p.polpermissive AND p.polqual IS NOT NULL"
            + " AND (pg_get_expr(p.polqual, p.polrelid) = 'true' OR NOT ? AND NOT p.polroles @> ARRAY[0::oid])), false)"
            + " AND NOT coalesce(? AND bool_or(NOT p.polpermissive), false) " + APPLYING;

    private static final String NAMES = "SELECT quote_ident(p.polname) " + APPLYING + " ORDER BY 1";

    private final Catalog catalog;
    private final String schema;

    RowSecurityCheck(Catalog catalog, String schema) {
        this.catalog = catalog;
        this.schema = schema;
    }

    /** A sentence about rows that the role does not see; empty when it sees them. */
    Optional<String> hidden(RequiredTable table) throws SQLException {
        String name = table.in(schema);
        boolean whole = table == RequiredTable.WORKSPACE_SETTINGS;
        if (!catalog.holds("SELECT row_security_active(?::text::regclass)", name)
                || catalog.holds(SHOWN, whole, whole, name)) {
            return Optional.empty();
        }
        List<String> policies = catalog.texts(NAMES, name);
        String role = SqlIdentifier.quoted(catalog.text("SELECT current_user"));
        return Optional.of("row-level security of table " + name + " hides rows from role " + role + " ("
                + (policies.isEmpty() ? "no policy applies to it" : "policy " + String.join(", ", policies))
                + "), so " + (whole ? "their workspaces' events cannot be delivered" : "their events are not delivered")
                + ": CREATE POLICY webhook_courier ON " + name + " TO " + role + " USING (true), or ALTER ROLE " + role
                + " BYPASSRLS");
    }
}
