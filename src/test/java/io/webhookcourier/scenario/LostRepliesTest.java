package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.DatabaseProxy;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database commits, and the connection breaks before the service hears of it (contract, section 3). */
class LostRepliesTest {

    private static final String CLAIM = "candidate AS MATERIALIZED";
    private static final String RECORD = "INSERT INTO courier.delivery_attempt";

    private static TestDatabase database;
    private static DatabaseProxy proxy;
    private static Receiver receiver;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        proxy = DatabaseProxy.before(database.jdbcUrl());
        receiver = Receiver.start();
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        courier = RunningCourier.start(proxy.jdbcUrl(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        courier.close();
        proxy.close();
        receiver.close();
        database.close();
    }

    @Test
    void aClaimWithoutAnAnswerIsUndoneAndItsAttemptIsNotCounted() throws Exception {
        try (LogLines log = new LogLines()) {
            String id = UUID.randomUUID().toString();
            CompletableFuture<Void> cut = proxy.loseReply(CLAIM, id);
            database.insertEvent(row -> row.id(id).workspaceId("w"));
            cut.get(20, TimeUnit.SECONDS);

            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            assertThat(database.row(id)).containsEntry("attempts", 1);
            assertThat(receiver.requests(id)).hasSize(1);
            assertThat(outcomes(id)).containsExactly("DELIVERED");
            assertThat(log.texts())
                    .anyMatch(line -> line.startsWith("WARN Claims fail: "))
                    .contains("INFO Released 1 row of a claim whose response never arrived.")
                    .contains("INFO Claims work again.");
        }
    }

    @Test
    void anOutcomeWithoutAnAnswerIsWrittenOnceAndNoLockCountsAsLost() throws Exception {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Void> cut = proxy.loseReply(RECORD, id);
        database.insertEvent(row -> row.id(id).workspaceId("w").dedupeKey("crm:" + id));
        cut.get(20, TimeUnit.SECONDS);
        assertThat(database.row(id))
                .as("the statement was carried out before its reply was lost")
                .containsEntry("status", "SUCCEEDED");

        // The recorder writes in order, so what follows shows that the repetition is through.
        String next = database.insertEvent(row -> row.workspaceId("w"));
        eventually(() -> assertThat(database.row(next)).containsEntry("status", "SUCCEEDED"));
        eventually(() -> assertThat(courier.metric(
                        "courier_deliveries_total{outcome=\"delivered\",provider=\"CRM\",status=\"2xx\"}"))
                .isGreaterThanOrEqualTo(2));
        assertThat(outcomes(id)).containsExactly("DELIVERED");
        assertThat(receiver.requests(id)).hasSize(1);
        assertThat(courier.metric("courier_locks_lost_total")).isZero();
    }

    @Test
    void aRetryWithoutAnAnswerIsScheduledOnce() throws Exception {
        String id = UUID.randomUUID().toString();
        receiver.answer(id, Answer.status(503).header("Retry-After", "600"));
        CompletableFuture<Void> cut = proxy.loseReply(RECORD, id);
        database.insertEvent(row -> row.id(id).workspaceId("w"));
        cut.get(20, TimeUnit.SECONDS);
        Map<String, Object> committed = database.row(id);

        String next = database.insertEvent(row -> row.workspaceId("w"));
        eventually(() -> assertThat(database.row(next)).containsEntry("status", "SUCCEEDED"));
        assertThat(committed).containsEntry("status", "PENDING").containsEntry("attempts", 1);
        assertThat(database.row(id)).isEqualTo(committed);
        assertThat(outcomes(id)).containsExactly("RETRY");
    }

    private static List<Object> outcomes(String id) {
        return database.attempts(id).stream()
                .map(attempt -> attempt.get("outcome"))
                .toList();
    }
}
