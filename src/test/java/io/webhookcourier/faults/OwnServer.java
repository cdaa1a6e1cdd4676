package io.webhookcourier.faults;

import static org.awaitility.Awaitility.await;

import io.webhookcourier.database.ApplicationTables;
import io.webhookcourier.process.Signals;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that a trial may stop and start again, on one port, with one database in it. */
final class OwnServer implements AutoCloseable {

    private static final String DATABASE = "courier";

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    private OwnServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    static OwnServer start() throws IOException, SQLException {
        Path parent = Files.createDirectories(Path.of("target", "test-postgres"));
        System.setProperty("ot.epg.working-dir", parent.resolve("server").toString());
        OwnServer own = new OwnServer(Files.createTempDirectory(parent, "own-"), freePort());
        own.startAgain();
        try (Connection connection = own.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = own.dataSource(DATABASE).getConnection()) {
            ApplicationTables.create(connection);
        }
        return own;
    }

    EventTable table() {
        return new EventTable(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=postgres", dataSource(DATABASE));
    }

    /** Immediate shutdown: every connection is cut, nothing is written any more. Returns when the server is gone. */
    void stopHard() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        Signals.send("QUIT", pid);
        await("end of PostgreSQL")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        server.close();
    }

    /** Returns when it takes connections. */
    void startAgain() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // Not for the machine's sake but for PostgreSQL's: what is committed must outlive its immediate end.
                .setServerConfig("synchronous_commit", "on")
                .setLocaleConfig("locale", "C")
                .start();
    }

    /** Lets it come up as a standby from its next start on. */
    void becomeStandby() throws IOException {
        Files.createFile(data.resolve("standby.signal"));
    }

    /** Makes every new transaction of every session read-only, unless its session says otherwise. */
    void readOnly(boolean on) throws SQLException {
        try (Connection connection = dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + (on ? "on" : "off"));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Has every commit wait for a standby of this name; an empty one ends that. */
    void requireStandby(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    Connection connect() throws SQLException {
        return dataSource(DATABASE).getConnection();
    }

    /** The service's connections: what each is for, and what it does. */
    List<String> connections() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT concat_ws(' ', application_name, backend_start, state, wait_event, left(query, 60))"
                                + " FROM pg_stat_activity WHERE application_name LIKE 'webhook-courier%'"
                                + " ORDER BY backend_start")) {
            List<String> connections = new ArrayList<>();
            while (rows.next()) {
                connections.add(rows.getString(1));
            }
            return connections;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
        dataSource.setUser("postgres");
        return dataSource;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
