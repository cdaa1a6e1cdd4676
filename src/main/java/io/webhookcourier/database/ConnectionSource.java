package io.webhookcourier.database;

import io.webhookcourier.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.Driver;

/**
 * How this service connects: what the URL says, and our own choices where it says nothing. Every connection's session is
 * set as {@link SessionSettings} says. Thread-safe.
 */
final class ConnectionSource {

    /** How long the driver waits for an answer where the URL does not say: no thread waits forever for a lost server. */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(2);

    private final Settings.Database settings;
    private final Set<CancellingConnection> open = ConcurrentHashMap.newKeySet();
    private final Reachability reachability;

    ConnectionSource(Settings.Database settings) {
        this.settings = settings;
        this.reachability = new Reachability(server(settings), InstantSource.system());
    }

    /** Whether connections can be opened. */
    Reachability reachability() {
        return reachability;
    }

    /** A source that opens a connection at every call. */
    SessionDataSource dataSource(String applicationName) {
        return connecting(choices(applicationName));
    }

    /** For migrations, which may take long. */
    SessionDataSource migrations(String applicationName) {
        Map<String, String> choices = choices(applicationName);
        SessionLimits limits = SessionLimits.ofMigrations();
        choices.put("socketTimeout", seconds(limits.statement().plus(SOCKET_TIMEOUT)));
        SessionDataSource source = connecting(choices);
        source.limits(limits);
        return source;
    }

    /**
     * Tries to connect as PgBouncer in front of other servers would refuse, so that it is recognised.
     *
     * @throws SQLException when no connection can be made
     */
    void probe(String applicationName) throws SQLException {
        Map<String, String> choices = choices(applicationName);
        if (!settings.pgbouncer()) {
            choices.put("currentSchema", SqlIdentifier.quoted(settings.schema()));
        }
        connecting(choices).getConnection().close();
    }

    /** Has the server cancel every statement of these connections that runs now. Returns at once. */
    void cancelStatements() {
        open.forEach(CancellingConnection::cancelStatement);
    }

    /** What to do about parameters that PgBouncer refuses. */
    String advice(PgBouncerRefusal refusal) {
        Properties inUrl = Driver.parseURL(settings.jdbcUrl(), null);
        return refusal.advice(
                settings.pgbouncer(), inUrl.containsKey(refusal.parameter()) || inUrl.containsKey("options"));
    }

    private SessionDataSource connecting(Map<String, String> choices) {
        Properties inUrl = Driver.parseURL(settings.jdbcUrl(), null);
        if (inUrl == null) {
            throw new IllegalArgumentException("not a JDBC URL of PostgreSQL");
        }
        SessionDataSource source =
                new SessionDataSource(new SessionSettings(settings.schema(), settings.pgbouncer()), open, reachability);
        try {
            for (Map.Entry<String, String> choice : choices.entrySet()) {
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

    /** Host and port, for people; several of them as the URL has them. */
    private static String server(Settings.Database settings) {
        Properties inUrl = Driver.parseURL(settings.jdbcUrl(), null);
        if (inUrl == null) {
            return "an unknown host";
        }
        String[] hosts = inUrl.getProperty("PGHOST", "localhost").split(",");
        String[] ports = inUrl.getProperty("PGPORT", "5432").split(",");
        StringJoiner servers = new StringJoiner(", ");
        for (int i = 0; i < hosts.length; i++) {
            servers.add(hosts[i] + ":" + ports[Math.min(i, ports.length - 1)]);
        }
        return servers.toString();
    }

    /** A connection of its own, for what must not depend on the pool. */
    Connection open(String applicationName) throws SQLException {
        return dataSource(applicationName).getConnection();
    }

    private Map<String, String> choices(String applicationName) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("ApplicationName", applicationName);
        choices.put("connectTimeout", "5");
        choices.put("socketTimeout", seconds(SOCKET_TIMEOUT));
        choices.put("cancelSignalTimeout", seconds(CANCEL_TIMEOUT));
        choices.put("tcpKeepAlive", "true");
        // The detail of an error may quote a row, and with it a payload or a secret.
        choices.put("logServerErrorDetail", "false");
        // For inspection, which reads what is not UTF-8 in a database that takes any bytes.
        choices.put("allowEncodingChanges", "true");
        if (settings.pgbouncer()) {
            choices.put("prepareThreshold", "0");
        }
        return choices;
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }
}
