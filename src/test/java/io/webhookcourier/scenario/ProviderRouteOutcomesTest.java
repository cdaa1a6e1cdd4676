package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How deliveries end whose provider's route signs nothing, hands the row back, or has a failing tap. */
class ProviderRouteOutcomesTest {

    private static final String ROUTE = """
            - route:
                id: deliver-inboxxia
                from:
                  uri: direct:deliver-inboxxia
                  steps:
                    - choice:
                        when:
                          - simple: "${exchangeProperty.event.eventType} == 'hand-back'"
                            steps:
                              - throwException:
                                  exceptionType: io.webhookcourier.delivery.HandBackException
                                  message: not now
                          - simple: "${exchangeProperty.event.eventType} == 'tap'"
                            steps:
                              - wireTap: { uri: "direct:tap-that-throws" }
                    - setHeader: { name: x-zrg-delivery-id, simple: "${exchangeProperty.event.id}" }
                    - to: "{{receiver.url}}"
            - route:
                id: tap-that-throws
                from:
                  uri: direct:tap-that-throws
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: the tap is broken }
            """;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Receiver RECEIVER = Receiver.start();
    private static RouteFolder routes;
    private static RunningCourier courier;

    @BeforeAll
    static void start() throws IOException {
        routes = RouteFolder.shipped();
        routes.write("deliver-inboxxia.camel.yaml", ROUTE);
        Files.writeString(
                routes.workingFolder().resolve("application.properties"), "receiver.url=" + RECEIVER.url() + "\n");
        courier = RunningCourier.start(
                DATABASE.jdbcUrl(), Map.of("courier.queue.providers", "CRM,INBOXXIA"), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        RECEIVER.close();
        DATABASE.close();
    }

    @Test
    void anUnsignedStatusCountsIfTheProviderSignsNothing() {
        String refused = event("unsigned", Answer.status(404));
        String busy = event("unsigned", Answer.status(503), Answer.status(200));

        eventually(() -> {
            assertThat(DATABASE.row(refused)).containsEntry("status", "FAILED").containsEntry("attempts", 1);
            assertThat(DATABASE.row(busy)).containsEntry("status", "SUCCEEDED").containsEntry("attempts", 2);
        });
        assertThat(DATABASE.attempts(refused)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "FAILED")
                .containsEntry("status_code", 404));
        assertThat(DATABASE.attempts(busy).get(0))
                .containsEntry("outcome", "RETRY")
                .containsEntry("status_code", 503);
        assertThat(RECEIVER.requests(busy)).hasSize(2);
    }

    @Test
    void aRouteThatHandsItsRowBackEachTimeIsAskedLessAndLessOften() {
        String id = event("hand-back");

        eventually(() -> assertThat(DATABASE.attempts(id)).hasSizeGreaterThanOrEqualTo(3));
        assertThat(DATABASE.attempts(id))
                .allSatisfy(attempt ->
                        assertThat(attempt).containsEntry("outcome", "RELEASED").containsEntry("error", "not now"));
        List<Map<String, Object>> pauses = DATABASE.query(
                "SELECT next_run_at IS NULL AS immediate, next_run_at >= started_at + interval '1 s' AS a_second,"
                        + " next_run_at >= started_at + interval '2 s' AS two_seconds FROM courier.delivery_attempt"
                        + " WHERE webhook_event_id = ? ORDER BY started_at LIMIT 3",
                id);
        assertThat(pauses.get(0)).containsEntry("immediate", true);
        assertThat(pauses.get(1)).containsEntry("a_second", true);
        assertThat(pauses.get(2)).containsEntry("two_seconds", true);
        assertThat(RECEIVER.requests(id)).isEmpty();
        assertThat(DATABASE.value("SELECT attempts = 0 OR status = 'RUNNING' FROM \"WebhookEvent\" WHERE id = ?", id))
                .as("no attempt is counted")
                .isEqualTo(true);
    }

    @Test
    void aTapThatFailsForEveryEventIsSaidOnce() {
        try (LogLines log = new LogLines()) {
            List<String> ids = List.of(event("tap"), event("tap"), event("tap"));

            eventually(() -> assertThat(ids)
                    .allSatisfy(id -> assertThat(DATABASE.row(id)).containsEntry("status", "SUCCEEDED")));
            eventually(() -> assertThat(log.texts())
                    .containsOnlyOnce("WARN Route tap-that-throws failed beside a delivery, which it does not affect:"
                            + " the tap is broken"));
            assertThat(log.texts()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    private static String event(String what, Answer... answers) {
        String id = what + "-" + UUID.randomUUID();
        if (answers.length > 0) {
            RECEIVER.answer(id, answers);
        }
        return DATABASE.insertEvent(
                row -> row.id(id).provider("INBOXXIA").eventType(what).raw("{}"));
    }
}
