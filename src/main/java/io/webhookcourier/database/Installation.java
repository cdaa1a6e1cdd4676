package io.webhookcourier.database;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which schema of application tables schema {@code courier} was installed for. */
final class Installation {

    /** What {@code courier.enqueue} inserts into, in every version of it. */
    private static final Pattern INSERTS = Pattern.compile("INSERT INTO \"((?:[^\"]|\"\")+)\"\\.\"WebhookEvent\"");

    private static final String ENQUEUE = """
            SELECT p.prosrc FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
            WHERE n.nspname = 'courier' AND p.proname = 'enqueue' AND p.prosrc LIKE '%"WebhookEvent"%' LIMIT 1""";

    private Installation() {}

    /** @return the schema's name; null when schema {@code courier} is not there or not filled yet */
    static String applicationSchema(Catalog catalog) throws SQLException {
        if (catalog.holds("SELECT to_regnamespace('courier') IS NOT NULL")
                && catalog.holds("SELECT to_regclass('courier.installation') IS NOT NULL")) {
            String stored = catalog.text("SELECT application_schema FROM courier.installation");
            if (stored != null) {
                return stored;
            }
        }
        // Versions before V4 stored it in a comment, which dumps and other tools lose; the function's text they keep.
        String enqueue = catalog.text(ENQUEUE);
        Matcher insert = INSERTS.matcher(enqueue == null ? "" : enqueue);
        return insert.find() ? insert.group(1).replace("\"\"", "\"") : null;
    }
}
