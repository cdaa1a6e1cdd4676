package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.text.OneLine;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the service's own, for those who have no other (contract, section 1): durable, reachable from this
 * machine only and with a password only, with the application's tables in it.
 *
 * <p>It stops only when {@link #close()} is called: it registers no shutdown hook, because it has to
 * outlive everything that still records outcomes. A server that a killed run left behind is stopped at the next start;
 * its rows are kept.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String DATABASE = "courier";
    private static final String SUPERUSER = "postgres";

    /** Long enough for a recovery after a crash. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedDirectory directory;
    private final Path configuredDirectory;
    private final EmbeddedPostgres postgres;
    private final Secret password;

    private EmbeddedDatabase(
            EmbeddedDirectory directory, Path configuredDirectory, EmbeddedPostgres postgres, Secret password) {
        this.directory = directory;
        this.configuredDirectory = configuredDirectory;
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts the server on a free port of 127.0.0.1, at first use with a new cluster.
     *
     * @param directory where everything is kept; made where it is missing
     * @throws ConfigurationException when the directory cannot be used, or the server not started
     */
    public static EmbeddedDatabase start(Path directory) {
        EmbeddedDirectory taken = EmbeddedDirectory.take(directory, ServerUser.ofThisProcess());
        try {
            Postmaster.stopLeftOver(taken.data(), STOP_LIMIT);
            taken.setAsideIncompleteCluster();
            EmbeddedCheck.check(taken);
            Secret password = Secret.of(taken.password());
            EmbeddedDatabase database = new EmbeddedDatabase(taken, directory, launch(taken, password), password);
            database.prepare();
            return database;
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw failure(taken, e);
        }
    }

    /**
     * Ends the start of a server by this process at once: stops {@code initdb}, or a server that does not accept
     * connections yet, so that {@link #start} fails. Leaves alone a server that accepts connections: {@link #close()}
     * stops it.
     *
     * @return false when this process has started no program of the server's yet
     */
    public static boolean abandonStart(Path directory) {
        Path data = directory.toAbsolutePath().normalize().resolve("data");
        try {
            Optional<Postmaster> server = Postmaster.of(data).filter(process -> process.serves(data));
            if (server.isPresent()) {
                server.get().interruptUnlessReady();
                return true;
            }
            List<ProcessHandle> programs = ProcessHandle.current().descendants().toList();
            programs.forEach(ProcessHandle::destroy);
            return !programs.isEmpty();
        } catch (IOException | NumberFormatException halfWritten) {
            LOG.debug("{} cannot be read yet", data.resolve("postmaster.pid"), halfWritten);
            return true;
        }
    }

    /**
     * How to connect to a server that runs there already: that of a running service, or one that a killed service left
     * behind. Starts nothing.
     *
     * @return empty when no server runs there
     * @throws ConfigurationException when this user may not look
     */
    public static Optional<Settings.Database> running(Path directory, int poolSize) {
        Path data = directory.toAbsolutePath().normalize().resolve("data");
        try {
            Optional<Postmaster> server =
                    Postmaster.of(data).filter(process -> process.serves(data) && process.port() > 0);
            if (server.isEmpty()) {
                return Optional.empty();
            }
            String password = Files.readString(directory.resolve("password")).strip();
            String url = "jdbc:postgresql://127.0.0.1:" + server.get().port() + "/" + DATABASE;
            return Optional.of(
                    new Settings.Database(url, SUPERUSER, Secret.of(password), "public", false, poolSize, directory));
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    EmbeddedDirectory.KEY + ": " + directory + " may not be read by user "
                            + System.getProperty("user.name") + ": use the user that the service runs as",
                    e);
        } catch (IOException e) {
            throw new ConfigurationException(EmbeddedDirectory.KEY + ": " + directory + " cannot be read: " + e, e);
        }
    }

    /** How to connect to it, with a pool of the given size. */
    public Settings.Database settings(int poolSize) {
        return new Settings.Database(
                jdbcUrl(DATABASE), SUPERUSER, password, "public", false, poolSize, configuredDirectory);
    }

    /** A command line for people, for a shell in the service's working folder. Shows no secret. */
    public String psqlCommand() {
        return "PGPASSWORD=$(cat " + configuredDirectory.resolve("password") + ") psql -h 127.0.0.1 -p "
                + postgres.getPort() + " -U " + SUPERUSER + " " + DATABASE;
    }

    /** Stops the server (connections that are left are cut, nothing committed is lost) and waits until it is gone. */
    @Override
    public void close() {
        try {
            Optional<Postmaster> server = Postmaster.of(directory.data());
            postgres.close();
            if (server.isPresent() && !server.get().awaitExit(STOP_LIMIT)) {
                LOG.error("The embedded PostgreSQL did not stop within {}", STOP_LIMIT);
            }
            directory.close();
        } catch (IOException e) {
            LOG.error("The embedded PostgreSQL could not be stopped cleanly", e);
        }
    }

    private static EmbeddedPostgres launch(EmbeddedDirectory directory, Secret password) throws IOException {
        // Read by the builder for its own working folder, which it would otherwise keep, writable for everybody, in
        // the machine's folder for temporary files.
        System.setProperty("ot.epg.working-dir", directory.server().toString());
        Redirect log = Redirect.appendTo(directory.log().toFile());
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver(EmbeddedDatabase::programs)
                .setDataDirectory(directory.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setConnectConfig("password", password.reveal())
                .setLocaleConfig("pwfile", directory.passwordFile().toString())
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("max_connections", "150")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_rotation_size", "0")
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic")
                .start();
    }

    private static InputStream programs(String system, String machine) throws IOException {
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException e) {
            throw new ConfigurationException(
                    "lib/ has no embedded PostgreSQL for " + system + " on " + machine
                            + ": set courier.database.url, or build with 'mvn package -Pall-platforms'",
                    e);
        }
    }

    private void prepare() throws IOException {
        try {
            createDatabase();
            try (Connection connection =
                    postgres.getDatabase(SUPERUSER, DATABASE).getConnection()) {
                if (!ApplicationTables.exist(connection)) {
                    ApplicationTables.create(connection);
                }
            }
            directory.markComplete();
        } catch (SQLException | IOException | RuntimeException e) {
            close();
            throw new IOException("its database could not be prepared", e);
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private static ConfigurationException failure(EmbeddedDirectory directory, Throwable error) {
        try {
            directory.close();
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        if (error instanceof ConfigurationException known) {
            return known;
        }
        return new ConfigurationException(
                "the embedded PostgreSQL did not start (" + OneLine.of(error) + "): see " + directory.log() + " and "
                        + directory.data().resolve("log") + ", or set courier.database.url",
                error);
    }
}
