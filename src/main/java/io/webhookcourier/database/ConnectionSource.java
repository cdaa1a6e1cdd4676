package io.webhookcourier.database;

import io.webhookcourier.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How this service connects: what the URL says, and our own choices where it says nothing. Every connection ends up
 * with the application's schema as its search path and with TimeZone UTC, so that a default like CURRENT_TIMESTAMP in a
 * column without zone means UTC, too.
 */
final class ConnectionSource {

    static final String SESSION = "SET TIME ZONE 'UTC'";

    private final Settings.Database settings;

    ConnectionSource(Settings.Database settings) {
        this.settings = settings;
    }

    /** A source that opens a connection at every call. Such connections have the session TimeZone of this JVM. */
    PGSimpleDataSource dataSource(String applicationName) {
        Properties inUrl = Driver.parseURL(settings.jdbcUrl(), null);
        if (inUrl == null) {
            throw new IllegalArgumentException("not a JDBC URL of PostgreSQL");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            for (Map.Entry<String, String> choice : choices(applicationName).entrySet()) {
                if (!inUrl.containsKey(choice.getKey())) {
                    source.setProperty(choice.getKey(), choice.getValue());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (settings.username() != null) {
            source.setUser(settings.username());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password().reveal());
        }
        source.setUrl(settings.jdbcUrl());
        return source;
    }

    /** A connection of its own, for who must not depend on the pool. */
    Connection open(String applicationName) throws SQLException {
        Connection connection = dataSource(applicationName).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Map<String, String> choices(String applicationName) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("ApplicationName", applicationName);
        choices.put("connectTimeout", "5");
        // No thread waits for ever for a server that is gone without a word.
        choices.put("socketTimeout", "30");
        choices.put("tcpKeepAlive", "true");
        // The detail of an error may quote a row, and with it a payload or a secret.
        choices.put("logServerErrorDetail", "false");
        if (settings.pgbouncer()) {
            choices.put("prepareThreshold", "0");
        }
        // PgBouncer refuses connections that name a search path; DatabaseChecks sees whether its own is right.
        if (!settings.pgbouncer()) {
            choices.put("currentSchema", SqlIdentifier.quoted(settings.schema()));
        }
        return choices;
    }
}
