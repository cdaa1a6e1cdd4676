package io.webhookcourier.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The application's tables, for databases that the service makes itself: the embedded one, and those of tests. */
public final class ApplicationTables {

    private static final String DDL = "/db/application/prisma-schema.sql";

    private ApplicationTables() {}

    /** Creates the tables in the connection's current schema, all or none; they must not be there. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl());
        }
    }

    /** @return whether {@code "WebhookEvent"} is found in the connection's search path */
    static boolean exist(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT to_regclass('\"WebhookEvent\"') IS NOT NULL")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static String ddl() {
        try (InputStream in = ApplicationTables.class.getResourceAsStream(DDL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
