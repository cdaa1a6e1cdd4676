package io.webhookcourier.routefiles;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.NeedsMissingClass;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route on-event-failed, and what it never does to deliveries. */
class FailureNoticesTest {

    private static final String FILE = "on-event-failed.camel.yaml";
    private static final String HANGS = """
            - delay:
                id: hangs
                constant:
                  expression: "600000"
            """;

    private TestDatabase database;
    private Receiver receiver;
    private RouteFolder routes;
    private RunningCourier courier;

    @BeforeEach
    void prepare() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
    }

    @AfterEach
    void stop() {
        if (courier != null) {
            courier.close();
        }
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void asShippedATerminalFailureIsOneLogLine() {
        start();
        try (LogLines log = new LogLines()) {
            deliver();
            String failed = fail();
            eventually(() -> assertThat(notices("sent")).isEqualTo(1));
            assertThat(log.texts())
                    .filteredOn(line -> line.contains(failed))
                    .singleElement()
                    .asString()
                    .startsWith("WARN failed     lead_created " + failed);
        }
    }

    @Test
    void itsStepsMayCallAnotherServiceWithTheFacts() throws Exception {
        try (Receiver chat = Receiver.start()) {
            steps("""
                    - marshal:
                        json:
                          library: Jackson
                    - to:
                        uri: http
                        parameters:
                          httpUri: "127.0.0.1:%d/chat"
                          httpMethod: POST
                    """.formatted(chat.port()));
            start();
            String failed = fail();

            eventually(() -> assertThat(chat.requests()).hasSize(1));
            JsonNode notice = new ObjectMapper().readTree(chat.requests().get(0).text());
            assertThat(notice.get("id").asText()).isEqualTo(failed);
            assertThat(notice.get("workspaceId").asText()).isEqualTo("w");
            assertThat(notice.get("status").asInt()).isEqualTo(422);
            assertThat(notice.get("error").asText()).startsWith("crm_webhook_http_error status=422");
            assertThat(chat.requests().get(0).headers().keySet()).noneMatch(name -> name.startsWith("x-zrg"));
        }
    }

    @Test
    void whatItThrowsIsCountedAndTouchesNoDelivery() {
        steps("""
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: the chat is away
                """);
        start();
        try (LogLines log = new LogLines()) {
            String failed = fail();
            fail();
            eventually(() -> assertThat(notices("failed")).isEqualTo(2));
            assertThat(log.texts())
                    .filteredOn(line -> line.contains("The route on-event-failed failed"))
                    .as("once a minute is enough")
                    .hasSize(1);
            assertThat(database.attempts(failed)).hasSize(1);
            deliver();
        }
    }

    @Test
    void aMissingClassIsCountedAndTheNextNoticeIsSent() {
        steps("- process: { ref: needsMore }\n");
        routes.write("beans.camel.yaml", NeedsMissingClass.BEAN);
        start();
        fail();
        fail();
        eventually(() -> assertThat(notices("failed")).isEqualTo(2));
        deliver();
    }

    @Test
    void whileItHangsDeliveriesContinueAndItsQueueIsBounded() {
        steps(HANGS);
        start();
        fail();
        int more = FailureNotices.MOST_WAITING + 100;
        receiver.otherwise(Answer.status(422));
        database.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"workspaceId\", \"raw\","
                        + " \"runAt\", \"updatedAt\") SELECT 'f' || g, 'CRM', 'lead_created', 'f' || g, 'w',"
                        + " '{\"leadId\": \"l\", \"row\": {}}', now() AT TIME ZONE 'UTC', now()"
                        + " FROM generate_series(1, ?) AS g",
                more);
        eventually(() -> assertThat(database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'FAILED'"))
                .isEqualTo((long) more + 1));
        eventually(() -> assertThat(notices("dropped")).isBetween(1.0, 100.0));
        receiver.otherwise(Answer.status(200));
        deliver();
    }

    @Test
    void aReloadDoesNotWaitForItAndGetsItGoingAgain() {
        String before = routes.read(FILE);
        steps(HANGS);
        start();
        fail();
        routes.write(FILE, before);
        try (LogLines log = new LogLines()) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> log.texts().stream()
                    .anyMatch(line -> line.contains("The routes were reloaded")));
        }
        deliver();
        fail();
        eventually(() -> assertThat(notices("sent")).isPositive());
    }

    @Test
    void aFileOfOnlyACommentTurnsThemOff() {
        routes.write(FILE, "# Nothing is called.\n");
        start();
        fail();
        deliver();
        assertThat(notices("sent") + notices("failed")).isZero();
    }

    private void start() {
        courier = RunningCourier.start(
                database.jdbcUrl(), Map.of("courier.delivery.concurrency-per-endpoint", "32"), routes.workingFolder());
    }

    /** Puts steps in the place of the log line. */
    private void steps(String yaml) {
        String text = routes.read(FILE);
        routes.write(FILE, text.substring(0, text.indexOf("        - log:")) + yaml.indent(8));
    }

    private void deliver() {
        String id = database.insertEvent(row -> row.workspaceId("w"));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
    }

    private String fail() {
        String id = UUID.randomUUID().toString();
        receiver.answer(id, Answer.status(422));
        database.insertEvent(row -> row.id(id).workspaceId("w"));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "FAILED"));
        return id;
    }

    private double notices(String result) {
        return courier.metric("courier_failure_notices_total{result=\"" + result + "\"}");
    }
}
