package io.webhookcourier.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL for the benchmark alone, as durable as one in production, deleted at close. */
final class PostgresServer implements AutoCloseable {

    /** What differs from PostgreSQL's defaults: enough memory and WAL that no checkpoint falls into a short run. */
    static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "512MB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min",
            "max_connections", "150",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "shared_preload_libraries", "pg_stat_statements");

    private final int port;
    private final Path data;
    private final Closeable server;

    private PostgresServer(int port, Path data, Closeable server) {
        this.port = port;
        this.data = data;
        this.server = server;
    }

    /** @param programs a folder with {@code initdb} and {@code pg_ctl}; null: the embedded PostgreSQL's */
    static PostgresServer start(Path directory, Path programs) throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(directory), "postgres-");
        if (programs != null) {
            SystemPostgres system = SystemPostgres.start(programs, data);
            return new PostgresServer(system.port(), data, system);
        }
        System.setProperty("ot.epg.working-dir", directory.resolve("server").toString());
        File log = directory.resolve("postgres.log").toFile();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOutputRedirector(ProcessBuilder.Redirect.to(log))
                .setErrorRedirector(ProcessBuilder.Redirect.to(log))
                .setLocaleConfig("locale", "C");
        CONFIGURATION.forEach((name, value) -> builder.setServerConfig(name, value.isEmpty() ? "''" : value));
        EmbeddedPostgres embedded = builder.start();
        return new PostgresServer(embedded.getPort(), data, embedded);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    DataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser("postgres");
        return source;
    }

    String version() throws SQLException {
        try (Connection connection = dataSource("postgres").getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Of the postmaster, whose children all other processes of the server are. */
    long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
