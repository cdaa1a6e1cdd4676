package io.webhookcourier.routefiles;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Route files are edited while the service runs. */
class RouteReloadTest {

    private static final String CRM = "deliver-crm.camel.yaml";
    private static final String ERRORS = "error-handling.camel.yaml";
    private static final String SETTINGS = "look-up-crm-settings.camel.yaml";
    private static final String LOOK_UP = "look-up-crm-row.camel.yaml";

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;

    private Map<String, String> before;
    private LogLines log;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
    }

    @BeforeEach
    void remember() {
        before = Map.of(CRM, routes.read(CRM), ERRORS, routes.read(ERRORS), LOOK_UP, routes.read(LOOK_UP));
        log = new LogLines();
    }

    @AfterEach
    void restore() {
        int reloads = reloads();
        boolean changed = before.entrySet().stream()
                .anyMatch(file -> !routes.read(file.getKey()).equals(file.getValue()));
        before.forEach(routes::write);
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        if (changed) {
            eventually(() -> assertThat(log.texts().stream()
                            .filter(line -> line.contains("reloaded") || line.contains("match the running routes")))
                    .hasSizeGreaterThan(reloads));
        }
        log.close();
    }

    @Test
    void brokenYamlKeepsTheOldRoutesAndMendingItRecovers() {
        brokenEditKeepsTheOldRoutes(CRM, "    id: deliver-crm", "    id: [deliver-crm", CRM);
    }

    @Test
    void anUnknownComponentKeepsTheOldRoutes() {
        brokenEditKeepsTheOldRoutes(LOOK_UP, "uri: direct", "uri: nosuchthing", "nosuchthing");
    }

    @Test
    void anUnknownBeanKeepsTheOldRoutes() {
        brokenEditKeepsTheOldRoutes(CRM, "ref: checkCrmLead", "ref: checkCrmLeed", "checkCrmLeed");
    }

    @Test
    void anUnknownStepKeepsTheOldRoutes() {
        brokenEditKeepsTheOldRoutes(CRM, "- marshal:", "- marshall:", "marshall");
    }

    @Test
    void aProvidersRouteThatIsRenamedKeepsTheOldRoutes() {
        brokenEditKeepsTheOldRoutes(CRM, "id: deliver-crm", "id: deliver-crm2", "deliver-CRM");
    }

    @Test
    void aCallOfAMissingRouteKeepsTheOldRoutes() {
        brokenEditKeepsTheOldRoutes(
                CRM, "name: post-webhook", "name: post-webhok", "the nearest name is direct:post-webhook");
    }

    @Test
    void aRouteThatTheServiceCallsCannotBeReplacedByNothing() {
        String settings = routes.read(SETTINGS);
        routes.write(SETTINGS, "# nothing\n");
        try {
            eventually(() -> assertThat(courier.get("/observe/health").body())
                    .contains("step settings of route deliver-crm calls direct:look-up-crm-settings"));
            assertDelivers();
        } finally {
            routes.write(SETTINGS, settings);
        }
    }

    /** A user's bean, of which at times only the trial's can be made. */
    public static final class Moody implements CamelContextAware {

        private static final String FILE = "moody.camel.yaml";
        private static final String BEAN = """
                - beans:
                    - name: moody
                      type: io.webhookcourier.routefiles.RouteReloadTest$Moody
                """;

        private static volatile boolean refuses;

        @Override
        public void setCamelContext(CamelContext context) {
            if (refuses && !context.getName().endsWith("-trial")) {
                throw new IllegalStateException("not in this mood");
            }
        }

        @Override
        public CamelContext getCamelContext() {
            return null;
        }
    }

    @Test
    void routesThatCouldNotBeRestoredRunAgainOnceTheirFilesLoad() {
        routes.write(Moody.FILE, Moody.BEAN);
        eventually(() -> assertThat(reloads()).isEqualTo(1));
        Moody.refuses = true;
        routes.write(Moody.FILE, "# edited\n" + Moody.BEAN);
        eventually(() -> assertThat(courier.get("/observe/health").body()).contains("not in this mood"));

        routes.write(Moody.FILE, Moody.BEAN);
        Moody.refuses = false;
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        assertDelivers();

        int reloads = reloads();
        routes.delete(Moody.FILE);
        eventually(() -> assertThat(reloads()).isGreaterThan(reloads));
    }

    @Test
    void healthStaysUpWhileRoutesAreExchanged() throws Exception {
        // The queue is read for the first time a moment after the start.
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        AtomicBoolean done = new AtomicBoolean();
        List<String> down = new CopyOnWriteArrayList<>();
        Thread watcher = new Thread(() -> {
            while (!done.get()) {
                for (String kind : List.of("live", "ready")) {
                    HttpResponse<String> health = courier.get("/observe/health/" + kind);
                    if (health.statusCode() != 200) {
                        down.add(kind + ": " + health.body());
                    }
                }
            }
        });
        watcher.start();
        for (int edit = 1; edit <= 4; edit++) {
            int reloads = reloads();
            routes.write(LOOK_UP, before.get(LOOK_UP) + "# edit " + edit + "\n");
            eventually(() -> assertThat(reloads()).isGreaterThan(reloads));
        }
        done.set(true);
        watcher.join();
        assertThat(down).isEmpty();
    }

    private void brokenEditKeepsTheOldRoutes(String file, String from, String to, String said) {
        routes.edit(file, from, to);
        eventually(() -> assertThat(readiness()).isEqualTo(503));

        assertThat(courier.get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(courier.get("/observe/health").body()).contains("still running the previous routes", said);
        assertThat(courier.get("/observe/health/live").statusCode())
                .as("a restart would end a service that works, because its routes no longer load")
                .isEqualTo(200);
        assertThat(log.texts())
                .anyMatch(line ->
                        line.startsWith("ERROR The route files were changed, but the previous routes keep running: ")
                                && line.contains(said));
        assertDelivers();

        routes.write(file, before.get(file));
        eventually(() -> assertThat(readiness()).isEqualTo(200));
        assertDelivers();
    }

    @Test
    void aGoodEditTakesEffect() {
        String withoutRow = "{\"leadId\": \"lead-5\"}";
        String missed = database.insertEvent(row -> row.workspaceId("w").raw(withoutRow));
        eventually(
                () -> assertThat(database.row(missed)).containsEntry("lastError", "crm_row_not_found leadId=lead-5"));

        routes.edit(LOOK_UP, "expression: \"\"", "expression: '{\"looked\": \"up\"}'");
        awaitReload();
        String found = database.insertEvent(row -> row.workspaceId("w").raw(withoutRow));
        eventually(() -> assertThat(database.row(found)).containsEntry("status", "SUCCEEDED"));
        assertThat(receiver.requests(found).get(0).text()).endsWith("\"row\":{\"looked\":\"up\"}}");
    }

    @Test
    void anEditOfTheErrorHandlingTakesEffect() {
        database.insertWorkspace("closed", "http://127.0.0.1:1/", Scene.SECRET, "lead_created");
        String retried = database.insertEvent(row -> row.workspaceId("closed"));
        eventually(() -> assertThat(database.row(retried))
                .containsEntry("lastError", "crm_webhook_network_error: connection refused"));
        assertThat(database.row(retried)).containsEntry("status", "PENDING");

        routes.edit(
                ERRORS,
                "- process:\n                id: retry-unreached\n                ref: retryLater",
                "- throwException:\n                id: retry-unreached\n"
                        + "                exceptionType: io.webhookcourier.delivery.TerminalFailureException\n"
                        + "                message: nobody is there");
        awaitReload();
        String failed = database.insertEvent(row -> row.workspaceId("closed"));
        eventually(() -> assertThat(database.row(failed)).containsEntry("status", "FAILED"));
        assertThat(database.row(failed)).containsEntry("lastError", "nobody is there");
    }

    @Test
    void anExceptionThatIsMovedToAnotherClauseIsDecidedThere() {
        String terminal = "            - io.webhookcourier.delivery.TerminalFailureException\n";
        String retryable = "            - io.webhookcourier.delivery.RetryableFailureException\n";
        String answered = "            - org.apache.camel.http.base.HttpOperationFailedException\n";
        String forbidden = "            - io.webhookcourier.delivery.EgressDeniedException\n";
        String unthrown = "            - java.util.zip.ZipException\n";
        String withoutRow = "{\"leadId\": \"lead-6\"}";
        String failed = database.insertEvent(row -> row.workspaceId("w").raw(withoutRow));
        receiver.answer("busy-before", Answer.status(503), Answer.status(200));
        receiver.answer("busy-after", Answer.status(503));
        database.insertEvent(row -> row.id("busy-before").workspaceId("w"));
        eventually(() -> assertThat(database.row(failed)).containsEntry("status", "FAILED"));
        eventually(() -> assertThat(database.attempts("busy-before").get(0)).containsEntry("outcome", "RETRY"));

        String shipped = routes.read(ERRORS);
        routes.write(
                ERRORS,
                shipped.replace(terminal, "")
                        .replace(retryable, retryable + terminal)
                        .replace(answered, unthrown)
                        .replace(forbidden, forbidden + answered));
        awaitReload();
        String retried = database.insertEvent(row -> row.workspaceId("w").raw(withoutRow));
        database.insertEvent(row -> row.id("busy-after").workspaceId("w"));

        eventually(() -> assertThat(database.row(retried))
                .containsEntry("status", "PENDING")
                .containsEntry("lastError", "crm_row_not_found leadId=lead-6"));
        eventually(() -> assertThat(database.row("busy-after"))
                .containsEntry("status", "FAILED")
                .containsEntry("lastError", "crm_webhook_http_error status=503"));
    }

    @Test
    void aNewFileIsPickedUpAndADeletedOnesRouteGoes() {
        routes.write("extra.camel.yaml", """
                - route:
                    id: extra
                    description: Appears in the log
                    from:
                      uri: timer
                      parameters:
                        timerName: extra
                        period: "60000"
                      steps:
                        - log:
                            message: I am new here
                            loggingLevel: WARN
                """);
        eventually(() -> assertThat(log.texts()).anyMatch(line -> line.endsWith("I am new here")));
        routes.delete("extra.camel.yaml");
        eventually(() -> assertThat(reloads()).isEqualTo(2));
        assertThat(log.texts())
                .contains("INFO The routes were reloaded from "
                        + ShippedRoutes.fileNames().size() + " files.");
        assertDelivers();
    }

    @Test
    void aStepThatThrowsInAUsersRouteLosesNoEvent() {
        routes.edit(
                LOOK_UP,
                "setBody:\n            id: no-row\n            constant:\n              expression: \"\"",
                "throwException:\n            id: no-row\n            exceptionType: java.lang.IllegalStateException\n"
                        + "            message: the CRM is away");
        awaitReload();
        String id =
                database.insertEvent(row -> row.workspaceId("w").maxAttempts(1).raw("{\"leadId\": \"l\"}"));

        eventually(() -> assertThat(database.row(id)).containsEntry("status", "FAILED"));
        assertThat(database.row(id)).containsEntry("lastError", "route_error: IllegalStateException: the CRM is away");
        assertThat(receiver.requests(id)).isEmpty();
        assertThat(database.attempts(id)).hasSize(1);
    }

    @Test
    void reloadsUnderLoadLoseNothingAndRepeatNothing() {
        receiver.otherwise(Answer.status(200).after(Duration.ofMillis(30)));
        int delivered = receiver.requests().size();
        database.update("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"runAt\","
                + " \"workspaceId\", \"raw\", \"updatedAt\") SELECT 'load-' || n, 'CRM', 'lead_created', 'load-' || n,"
                + " now() AT TIME ZONE 'UTC' + n * interval '12 milliseconds', 'w', '{\"leadId\": \"l\", \"row\": {}}',"
                + " now() FROM generate_series(1, 500) AS n");
        for (int edit = 1; edit <= 3; edit++) {
            int reloads = reloads();
            routes.write(CRM, before.get(CRM) + "# edit " + edit + "\n");
            eventually(() -> assertThat(reloads()).isGreaterThan(reloads));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"id\" LIKE 'load-%'"
                                + " AND \"status\" = 'SUCCEEDED'")
                        .equals(500L));

        List<String> ids = receiver.requests().stream()
                .skip(delivered)
                .map((ReceivedRequest request) -> request.header("x-zrg-delivery-id"))
                .filter(id -> id.startsWith("load-"))
                .toList();
        assertThat(ids).hasSize(500).doesNotHaveDuplicates();
        assertThat(database.value("SELECT count(*) FROM courier.delivery_attempt WHERE webhook_event_id LIKE 'load-%'"
                        + " AND outcome <> 'RELEASED'"))
                .isEqualTo(500L);
        assertThat(database.value("SELECT max(\"attempts\") FROM \"WebhookEvent\" WHERE \"id\" LIKE 'load-%'"))
                .isEqualTo(1);
        receiver.otherwise(Answer.status(200));
    }

    private void awaitReload() {
        eventually(() -> assertThat(reloads()).isPositive());
    }

    private int reloads() {
        return (int) log.texts().stream()
                .filter(line -> line.startsWith("INFO The routes were reloaded"))
                .count();
    }

    private static void assertDelivers() {
        String id = database.insertEvent(row -> row.workspaceId("w"));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
        assertThat(receiver.requests(id)).hasSize(1);
    }

    private static int readiness() {
        return courier.get("/observe/health/ready").statusCode();
    }
}
