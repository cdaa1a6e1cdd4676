package io.webhookcourier.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The embedded PostgreSQL of a service in a working folder, as an operator finds it there. */
final class EmbeddedServer {

    private static final int LINE_OF_PORT = 3;

    private final Path directory;

    EmbeddedServer(WorkingFolder folder) {
        this.directory = folder.path().resolve("data").resolve("postgres");
    }

    /** Waits until the service has a heartbeat in the database: from there on it claims. */
    void awaitService(CourierProcess process, Duration limit) {
        await("a heartbeat of process " + process.pid())
                .atMost(limit)
                .ignoreExceptions()
                .until(() -> process.isAlive()
                        && holds("SELECT EXISTS (SELECT FROM courier.worker WHERE pid = " + process.pid() + ")"));
    }

    void update(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    boolean holds(String condition) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(condition);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The processes of this server that are alive: those whose command line names the folder. */
    List<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private Connection connect() throws SQLException {
        String port = lines(directory.resolve("data").resolve("postmaster.pid")).get(LINE_OF_PORT);
        String password = lines(directory.resolve("password")).get(0);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/courier", "postgres", password);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
