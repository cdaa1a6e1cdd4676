package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What users add to the route files of the packaged jar, at the start and while it runs. One process for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UsersRoutesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BESIDE =
            "Route audit failed beside a delivery, which it does not affect: HTTP status 404";

    private static final String PROVIDER = """
            - route:
                id: deliver-inboxxia
                from:
                  uri: direct:deliver-inboxxia
                  steps:
                    - wireTap: { uri: "direct:audit" }
                    - setProperty: { name: courierDestination, simple: "${properties:inboxxia.url}" }
                    - setProperty: { name: courierSigningKey, constant: whsec_inboxxia }
                    - to: direct:post-webhook
            - route:
                id: audit
                from:
                  uri: direct:audit
                  steps:
                    - to: "{{audit.url}}"
            """;

    private static final String FROM_SECOND_DATABASE = """
            - beans:
                - name: crm
                  type: com.zaxxer.hikari.HikariDataSource
                  properties:
                    jdbcUrl: "{{crm.database.url}}"
                    username: "{{crm.database.username}}"
                    maximumPoolSize: 2
            - route:
                id: look-up-crm-row
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - to:
                        uri: sql
                        parameters:
                          query: SELECT '%s' AS found, id FROM lead WHERE id = :#${exchangeProperty.crm.leadId}
                          dataSource: "#crm"
                          outputType: SelectOne
            """;

    private static final String OVER_HTTP = """
            - route:
                id: look-up-crm-row
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - setHeader: { name: Authorization, constant: Bearer of-the-look-up }
                    - to: "{{look-up.url}}?httpMethod=GET"
            """;

    private final WorkingFolder folder = WorkingFolder.create();
    private final TestDatabase database = TestDatabase.create();
    private final TestDatabase crm = TestDatabase.empty();
    private final Receiver receiver = Receiver.start();
    private final Receiver others = Receiver.start();
    private final Map<String, String> environment =
            Map.of("DATABASE_URL", database.jdbcUrl(), "COURIER_DATABASE_USERNAME", database.username());
    private CourierProcess courier;

    @BeforeAll
    void start() throws Exception {
        folder.set("courier.queue.providers", "CRM,INBOXXIA");
        folder.set("courier.demo", "false");
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        folder.set("inboxxia.url", receiver.url());
        folder.set("audit.url", "http://127.0.0.1:" + others.port() + "/audit");
        folder.set("look-up.url", "http://127.0.0.1:" + others.port() + "/leads");
        folder.set("crm.database.url", crm.jdbcUrl());
        folder.set("crm.database.username", crm.username());
        crm.update("CREATE TABLE lead AS SELECT 'lead-1' AS id");
        database.insertWorkspace("w", receiver.url(), "whsec_w", "lead_created");
        others.otherwise(Answer.status(404));
        Files.writeString(folder.route("deliver-inboxxia"), PROVIDER);
        Files.writeString(folder.route("look-up-crm-row"), FROM_SECOND_DATABASE.formatted("at the start"));
        courier = CourierProcess.start(folder, environment);
        courier.awaitOutput("claiming", LIMIT);
    }

    @AfterAll
    void stop() {
        courier.close();
        others.close();
        receiver.close();
        crm.close();
        database.close();
    }

    @Test
    @Order(1)
    void anAuditThatFailsNeitherEndsADeliveryNorFillsTheLog() {
        for (int i = 0; i < 3; i++) {
            String id = UUID.randomUUID().toString();
            receiver.answer(id, Answer.status(200).after(Duration.ofMillis(500)));
            database.insertEvent(row -> row.id(id).provider("INBOXXIA").raw("{}"));
            awaitDelivered(id);
            assertThat(receiver.requests(id)).hasSize(1);
            assertThat(database.attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                    .containsEntry("outcome", "DELIVERED")
                    .containsEntry("status_code", 200));
        }
        assertThat(others.requests()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(courier.stdout()).containsOnlyOnce(BESIDE).doesNotContain(" ERROR ");
    }

    @Test
    @Order(2)
    void aSecondDatabaseServesLookUpsFromTheStartOnAndAfterAReload() throws Exception {
        assertThat(requestOf(lead())).contains("\"found\":\"at the start\"");

        reload(() ->
                Files.writeString(folder.route("look-up-crm-row"), FROM_SECOND_DATABASE.formatted("after a reload")));
        assertThat(requestOf(lead())).contains("\"found\":\"after a reload\"");
    }

    @Test
    @Order(3)
    void aLookUpOverHttpCallsItsOwnAddressWithItsOwnHeaders() throws Exception {
        others.otherwise(Answer.status(200).body("{\"name\": \"Ada\"}"));
        reload(() -> Files.writeString(folder.route("look-up-crm-row"), OVER_HTTP));

        String id = lead();
        assertThat(requestOf(id)).contains("Ada");
        assertThat(receiver.requests(id).get(0).headers()).doesNotContainKey("authorization");
        assertThat(others.requests())
                .filteredOn(request -> request.path().startsWith("/leads"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.header("authorization")).isEqualTo("Bearer of-the-look-up");
                    assertThat(request.headers()).doesNotContainKey("x-zrg-signature");
                });
    }

    @Test
    @Order(4)
    void aMistypedTargetIsRefusedWithTheNearestName() throws Exception {
        String said = "deliver-inboxxia calls direct:post-webhok, but no route begins with it; the nearest name is"
                + " direct:post-webhook";
        folder.editRoute("deliver-inboxxia", "direct:post-webhook", "direct:post-webhok");
        courier.awaitOutput(said, LIMIT);
        try (CourierProcess doctor = CourierProcess.start(folder, environment, "doctor")) {
            doctor.awaitExit(LIMIT);
            assertThat(doctor.stdout() + doctor.stderr()).contains(said);
        }
        String during = database.insertEvent(row -> row.provider("INBOXXIA").raw("{}"));
        awaitDelivered(during);

        reload(() -> folder.editRoute("deliver-inboxxia", "direct:post-webhok", "direct:post-webhook"));
        String after = database.insertEvent(row -> row.provider("INBOXXIA").raw("{}"));
        awaitDelivered(after);
        assertThat(database.attempts(during)).hasSize(1);
        assertThat(database.attempts(after)).hasSize(1);
    }

    @Test
    @Order(5)
    void errorHandlingThatFailsItselfIsOneLineForEachAttempt() throws Exception {
        reload(() -> folder.editRoute(
                "error-handling",
                "          steps:\n",
                "          steps:\n            - throwException:\n"
                        + "                exceptionType: java.lang.IllegalStateException\n"
                        + "                message: the chat is away\n"));
        database.insertWorkspace("closed", "http://127.0.0.1:1/hook", "whsec_w", "lead_created");
        String id = database.insertEvent(row -> row.workspaceId("closed").raw("{\"leadId\": \"lead-1\", \"row\": {}}"));

        eventually(() -> assertThat(database.attempts(id)).isNotEmpty());
        assertThat(database.attempts(id).get(0)).containsEntry("outcome", "RETRY");
        assertThat(courier.stdout()).doesNotContain("\tat ").doesNotContain(" ERROR  Failed");
    }

    private interface Edit {
        void apply() throws Exception;
    }

    private void reload(Edit edit) throws Exception {
        int before = reloads();
        edit.apply();
        eventually(() -> assertThat(reloads()).isGreaterThan(before));
    }

    /** A repaired file is what runs already, when the routes of before stayed. */
    private int reloads() {
        return courier.stdout().split("The routes were reloaded|valid again and match the running routes", -1).length;
    }

    private String lead() {
        return database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"lead-1\"}"));
    }

    private String requestOf(String id) {
        awaitDelivered(id);
        return receiver.requests(id).get(0).text();
    }

    private void awaitDelivered(String id) {
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
    }

    private void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).untilAsserted(assertion);
    }
}
