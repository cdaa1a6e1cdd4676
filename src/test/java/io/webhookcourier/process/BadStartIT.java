package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What the packaged jar says about a database, route files or a port that it cannot work with. Which mistakes in route
 * files are found is held in-process, beside the loader.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadStartIT {

    private final WorkingFolder folder = WorkingFolder.create();
    private TestDatabase database;

    @AfterEach
    void dropDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsGivenUpAfterItsLimit() {
        assertThat(refusalOf("postgresql://courier:" + Refusal.CANARY + "@127.0.0.1:1/app"))
                .startsWith("courier.database.url (environment variable DATABASE_URL): no connection within 30s: ")
                .contains("127.0.0.1:1");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() {
        database = TestDatabase.empty();

        assertThat(refusalOf(urlOf(database.jdbcUrl() + "_not_there")))
                .startsWith(
                        "courier.database.url (environment variable DATABASE_URL): the database refuses the connection")
                .contains(database.name() + "_not_there");
    }

    @Test
    void aDatabaseWithoutTheTablesIsRefused() {
        database = TestDatabase.empty();

        assertThat(refusalOn(database))
                .startsWith("table \"WebhookEvent\" is missing in schema public of database " + database.name());
    }

    @Test
    void aRoleThatMayNotCreateTheSchemaIsReported() {
        database = TestDatabase.ofTheApplication();
        String role = database.name() + "_role";
        database.update("CREATE ROLE " + role + " LOGIN");
        database.update("GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
        try {
            assertThat(refusalOf(database.jdbcUrl() + "?user=" + role))
                    .startsWith("role \"" + role + "\" may not create schema courier in database");
        } finally {
            database.update("DROP OWNED BY " + role);
            database.update("DROP ROLE " + role);
        }
    }

    @Test
    void aProviderThatTheTableDoesNotKnowIsRefused() {
        assertThat(refusalWith(Map.of("COURIER_QUEUE_PROVIDERS", "CRM,FAX")))
                .startsWith(
                        "courier.queue.providers (environment variable COURIER_QUEUE_PROVIDERS): FAX is not a value");
    }

    @Test
    void aProviderWithoutRouteIsRefused() {
        folder.set("courier.queue.providers", "CRM,INBOXXIA");

        assertThat(refusalWith(Map.of()))
                .startsWith("courier.queue.providers names INBOXXIA, but no file in routes/ has a route");
    }

    @Test
    void aRouteFileThatIsNotYamlIsNamedWithTheLine() {
        folder.editRoute("post-webhook", "    description: Signs", "  description: Signs");

        assertThat(refusalWith(Map.of()))
                .startsWith("routes/post-webhook.camel.yaml does not load: ")
                .contains("line 6");
    }

    @Test
    void aRequiredFileThatHoldsOnlyCommentsIsRefused() throws Exception {
        Files.writeString(folder.route("deliver-event"), "# nothing\n");

        assertThat(refusalWith(Map.of())).startsWith("no file in routes/ has a route with the id deliver-event");
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(refusalWith(Map.of("COURIER_MANAGEMENT_PORT", Integer.toString(other.getLocalPort()))))
                    .startsWith(
                            "courier.management.port (environment variable COURIER_MANAGEMENT_PORT): cannot listen on"
                                    + " 127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void aFileInThePlaceOfTheDataFolderIsRefused() throws Exception {
        Files.writeString(folder.path().resolve("data"), "");

        assertThat(Refusal.of(CourierProcess.start(folder, Map.of())))
                .startsWith("courier.database.embedded.directory: ")
                .contains("data");
    }

    private String refusalOn(TestDatabase database) {
        return refusalOf(urlOf(database.jdbcUrl()));
    }

    private static String urlOf(String jdbcUrl) {
        return jdbcUrl + "?user=postgres&password=" + Refusal.CANARY;
    }

    private String refusalOf(String databaseUrl) {
        return Refusal.of(CourierProcess.start(folder, Map.of("DATABASE_URL", databaseUrl)));
    }

    /** With a database that is as it should be. */
    private String refusalWith(Map<String, String> environment) {
        database = TestDatabase.ofTheApplication();
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATABASE_URL", urlOf(database.jdbcUrl()));
        return Refusal.of(CourierProcess.start(folder, all));
    }
}
