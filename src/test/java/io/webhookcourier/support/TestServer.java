package io.webhookcourier.support;

import io.webhookcourier.database.ApplicationTables;
import io.webhookcourier.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The one PostgreSQL of a test JVM, with the template databases that tests get copies of. */
final class TestServer {

    /** Nothing in it. */
    static final String EMPTY = "template0";

    /** The application's tables. */
    static final String APPLICATION = "application_template";

    /** The application's tables and schema courier. */
    static final String COURIER = "courier_template";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port;

    private TestServer(int port) {
        this.port = port;
    }

    /** Starts the server at first use; it stops with the JVM. */
    static TestServer running() {
        return Holder.SERVER;
    }

    /** Makes a database out of a template, and returns its name. */
    String createDatabase(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY");
        return name;
    }

    void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    void execute(String sql) {
        try (Connection connection = dataSource("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl(database));
        dataSource.setUser("postgres");
        return dataSource;
    }

    private TestServer withTemplates() {
        try {
            execute("CREATE DATABASE " + APPLICATION + " TEMPLATE " + EMPTY);
            try (Connection connection = dataSource(APPLICATION).getConnection()) {
                ApplicationTables.create(connection);
            }
            execute("CREATE DATABASE " + COURIER + " TEMPLATE " + APPLICATION);
            new Migrations(dataSource(COURIER), "public").migrate();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Durability is off: what tests need is speed, and a crash of theirs ends the data's use anyway. */
    private static TestServer start() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "test-postgres"));
            System.setProperty("ot.epg.working-dir", directory.resolve("server").toString());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(Files.createTempDirectory(directory, "data-"))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("full_page_writes", "off")
                    .setLocaleConfig("locale", "C")
                    .start();
            return new TestServer(postgres.getPort()).withTemplates();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final TestServer SERVER = start();
    }
}
