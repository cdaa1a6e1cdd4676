package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route does beside the delivery never decides it. Each event's type names what its route does. */
class SideBranchesTest {

    private static final Duration LONGER_THAN_THE_AUDIT = Duration.ofMillis(300);

    private static final String LOOK_UP = """
            - route:
                id: look-up-crm-row
                from:
                  uri: direct:look-up-crm-row
                  steps:
                    - setHeader: { name: Authorization, constant: Bearer of-the-look-up }
                    - setHeader: { name: x-about, simple: "${exchangeProperty.event.id}" }
                    - to: "{{audit.url}}?httpMethod=GET"
                    - setHeader: { name: Authorization, constant: Bearer of-the-look-up }
            """;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Receiver RECEIVER = Receiver.start();
    private static final Receiver AUDIT = Receiver.start();
    private static RouteFolder routes;
    private static RunningCourier courier;

    @BeforeAll
    static void start() throws IOException {
        routes = RouteFolder.shipped();
        routes.write(
                "deliver-inboxxia.camel.yaml",
                Files.readString(Path.of("src/test/resources/side-branches.camel.yaml")));
        routes.write("look-up-crm-row.camel.yaml", LOOK_UP);
        String step = "        - process:\n            id: check-lead\n";
        routes.edit(
                "deliver-crm.camel.yaml",
                step,
                "        - setHeader: { name: x-of-the-webhook, constant: \"yes\" }\n" + step);
        Files.writeString(
                routes.workingFolder().resolve("application.properties"),
                "receiver.url=" + RECEIVER.url() + "\naudit.url=http://127.0.0.1:" + AUDIT.port() + "/audit\n");
        courier = RunningCourier.start(
                DATABASE.jdbcUrl(), Map.of("courier.queue.providers", "CRM,INBOXXIA"), routes.workingFolder());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        AUDIT.close();
        RECEIVER.close();
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tap",
                "tap-without-error-handler",
                "tap-late",
                "seda",
                "multicast-with",
                "parallel-with",
                "on-completion",
                "mirror",
                "recipients-with",
                "streaming-with",
                "split-with"
            })
    void thatFailsDoesNotEndTheDeliveryThatIsAccepted(String what) {
        for (int status : new int[] {404, 503}) {
            AUDIT.otherwise(Answer.status(status));
            String id = event(what, Answer.status(200).after(LONGER_THAN_THE_AUDIT));

            awaitOutcome(id, "DELIVERED");
            eventually(() -> assertThat(AUDIT.requests()).anyMatch(request -> id.equals(request.header("x-about"))));
            assertThat(DATABASE.row(id)).containsEntry("status", "SUCCEEDED").containsEntry("attempts", 1);
            assertThat(RECEIVER.requests(id)).as(what + " " + status).hasSize(1);
            assertThat(DATABASE.attempts(id).get(0)).containsEntry("status_code", 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tap-throws", "tap-error", "parallel-throws-with"})
    void thatThrowsDoesNotEndTheDeliveryThatIsAccepted(String what) {
        String id = event(what, Answer.status(200).after(LONGER_THAN_THE_AUDIT));

        awaitOutcome(id, "DELIVERED");
        assertThat(RECEIVER.requests(id)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tap",
                "seda",
                "parallel-before",
                "parallel-with",
                "streaming-with",
                "mirror",
                "threads",
                "delayed"
            })
    void thatSucceedsDoesNotHideADeliveryThatFails(String what) {
        AUDIT.otherwise(Answer.status(200));
        String id = event(what, Answer.status(503).after(LONGER_THAN_THE_AUDIT), Answer.status(200));

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0)).containsEntry("status_code", 503);
        awaitOutcome(id, "DELIVERED");
    }

    /** As Camel has it: the route that waits for a branch ends where the branch fails. */
    @ParameterizedTest
    @ValueSource(strings = {"multicast-before", "parallel-before", "seda-waiting", "enrich-before"})
    void thatTheRouteWaitsForLetsNothingPassForDelivered(String what) {
        AUDIT.otherwise(Answer.status(404));
        String id = event(what, Answer.status(200));

        awaitOutcome(id, "RETRY");
        assertThat(RECEIVER.requests(id)).isEmpty();
        AUDIT.otherwise(Answer.status(200));
        awaitOutcome(id, "DELIVERED");
    }

    @Test
    void ofTwoSignedPostsThe2xxDecides() {
        AUDIT.otherwise(Answer.status(200));
        String id = event("failover", Answer.status(503));

        awaitOutcome(id, "DELIVERED");
        assertThat(DATABASE.attempts(id).get(0)).containsEntry("status_code", 200);

        AUDIT.otherwise(Answer.status(404));
        String refused = event("failover", Answer.status(503));
        awaitOutcome(refused, "FAILED");
        assertThat(DATABASE.attempts(refused).get(0)).containsEntry("status_code", 404);
    }

    @Test
    void anAcceptedDeliveryStaysSoWhateverTheRouteDoesAfterIt() {
        AUDIT.otherwise(Answer.status(404));

        awaitOutcome(event("post-then-audit", Answer.status(200)), "DELIVERED");
        awaitOutcome(event("post-then-throw", Answer.status(200)), "DELIVERED");
        awaitOutcome(event("post-then-error", Answer.status(200)), "DELIVERED");
    }

    @Test
    void aClassThatAStepMissesIsNamedAndTheEventTriedAgain() {
        String id = event("error");

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0))
                .containsEntry("error", "route_error: NoClassDefFoundError: com/example/Missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caught-unreached", "continued-unreached"})
    void aCaughtFailureWithoutResponseIsNotADelivery(String what) {
        String id = event(what);

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0))
                .containsEntry("error", "crm_webhook_network_error: connection refused");
    }

    @Test
    void aCaughtRefusalToSendIsNotADelivery() {
        String id = event("caught-denied");

        awaitOutcome(id, "FAILED");
        assertThat(DATABASE.attempts(id).get(0).get("error")).asString().startsWith("egress_denied: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties-removed-after", "slip", "stream"})
    void whatARouteDoesToTheMessageDoesNotHideThatItWasAccepted(String what) {
        String id = event(what, Answer.status(200));

        awaitOutcome(id, "DELIVERED");
        assertThat(RECEIVER.requests(id)).hasSize(1);
    }

    @Test
    void withoutTheAttemptNothingIsSignedOrSent() {
        String id = event("properties-removed", Answer.status(200));

        awaitOutcome(id, "RETRY");
        assertThat(RECEIVER.requests(id)).isEmpty();
        assertThat(DATABASE.attempts(id).get(0).get("error")).asString().contains("exchange property courierAttempt");
    }

    @Test
    void ofRepeatedPostsThe2xxDecides() {
        String id = event("loop", Answer.status(200), Answer.status(503));
        awaitOutcome(id, "DELIVERED");
        assertThat(DATABASE.row(id)).containsEntry("attempts", 1);

        String byOwnPolicy = event("own-redelivery", Answer.status(503), Answer.status(503), Answer.status(200));
        awaitOutcome(byOwnPolicy, "DELIVERED");
        assertThat(DATABASE.row(byOwnPolicy)).containsEntry("attempts", 1);
        assertThat(RECEIVER.requests(byOwnPolicy)).hasSize(3);
    }

    @Test
    void aLookUpThatIsRefusedIsNotTheReceiversAnswer() {
        AUDIT.otherwise(Answer.status(404));
        String id = event("look-up", Answer.status(200));

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0))
                .containsEntry("status_code", null)
                .containsEntry(
                        "error",
                        "route_error: HTTP status 404 of a request that was not signed, so it is not the receiver's"
                                + " answer");
        AUDIT.otherwise(Answer.status(200));
        awaitOutcome(id, "DELIVERED");
    }

    @Test
    void theLookUpOfARowCallsItsOwnAddressWithItsOwnHeaders() {
        AUDIT.otherwise(Answer.status(404));
        String id = UUID.randomUUID().toString();
        DATABASE.insertWorkspace("w", RECEIVER.url(), Scene.SECRET, "lead_created");
        DATABASE.insertEvent(row -> row.id(id).workspaceId("w").raw("{\"leadId\": \"lead-1\"}"));

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0)).containsEntry("status_code", null);
        assertThat(RECEIVER.requests(id)).isEmpty();

        AUDIT.otherwise(Answer.status(200).body("{\"name\": \"Ada\"}"));
        awaitOutcome(id, "DELIVERED");
        assertThat(AUDIT.requests())
                .filteredOn(request -> id.equals(request.header("x-about")))
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.header("authorization")).isEqualTo("Bearer of-the-look-up");
                    assertThat(request.headers()).doesNotContainKeys("x-of-the-webhook", "x-zrg-signature");
                });
        assertThat(RECEIVER.requests(id)).singleElement().satisfies(request -> {
            assertThat(request.headers()).doesNotContainKeys("authorization", "x-about");
            assertThat(request.header("x-of-the-webhook")).isEqualTo("yes");
            assertThat(request.path()).isEqualTo("/hook");
            assertThat(request.text()).contains("Ada");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "dead-letter"})
    void aFailureThatTheRouteHandlesWithoutSendingIsNotDelivered(String what) {
        String id = event(what, Answer.status(200));

        awaitOutcome(id, "RETRY");
        assertThat(DATABASE.attempts(id).get(0).get("error")).asString().startsWith("route_error: ");
    }

    @Test
    void aReportOfAFailedDeliveryGoesWhereItsStepSays() {
        AUDIT.otherwise(Answer.status(200));
        String id = event("report", Answer.status(422));

        awaitOutcome(id, "FAILED");
        assertThat(DATABASE.attempts(id).get(0)).containsEntry("status_code", 422);
        assertThat(RECEIVER.requests(id)).hasSize(1);
        assertThat(AUDIT.requests())
                .filteredOn(request -> id.equals(request.header("x-about")))
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("x-zrg-signature"));
    }

    private static String event(String what, Answer... answers) {
        String id = what + "-" + UUID.randomUUID();
        RECEIVER.answer(id, answers);
        return DATABASE.insertEvent(
                row -> row.id(id).provider("INBOXXIA").eventType(what).raw("{}"));
    }

    private static void awaitOutcome(String id, String outcome) {
        eventually(() -> assertThat(DATABASE.attempts(id))
                .anySatisfy(attempt -> assertThat(attempt).containsEntry("outcome", outcome)));
    }
}
