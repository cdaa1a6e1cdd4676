package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service is asked to end while deliveries are in flight (contract, section 1). */
class StopTest {

    private static final String COUNT = "SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\"::text = ?";

    @Test
    void whatIsInFlightEndsAndWhatWasNotSentGoesBack() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                LogLines log = new LogLines()) {
            database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
            RunningCourier courier = RunningCourier.start(
                    database,
                    Map.of("courier.delivery.concurrency", "2", "courier.delivery.concurrency-per-endpoint", "2"));
            // Once an endpoint is known to be quick, rows are claimed ahead for it.
            database.insertEvents(200, row -> row.workspaceId("w"));
            eventually(() -> assertThat(database.value(COUNT, "SUCCEEDED")).isEqualTo(200L));
            receiver.otherwise(Answer.status(200).heldUntil(release));
            database.insertEvents(30, row -> row.workspaceId("w"));
            eventually(() -> assertThat(receiver.requests()).hasSize(202));
            eventually(() -> assertThat((Long) database.value(COUNT, "RUNNING")).isGreaterThan(2L));

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(courier::close);
            eventually(() -> assertThat(database.value(COUNT, "RUNNING")).isEqualTo(2L));
            assertThat(stopped).isNotDone();
            release.countDown();
            stopped.get(10, TimeUnit.SECONDS);

            assertThat(database.value(COUNT, "SUCCEEDED")).isEqualTo(202L);
            assertThat(receiver.requests()).hasSize(202);
            assertThat(
                            database.query(
                                    "SELECT DISTINCT \"status\"::text AS status, \"attempts\", \"lockedBy\","
                                            + " \"lockedAt\", \"startedAt\", \"lastError\" FROM \"WebhookEvent\" WHERE \"status\" <> 'SUCCEEDED'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("status", "PENDING")
                            .containsEntry("attempts", 0)
                            .containsEntry("lockedBy", null)
                            .containsEntry("lockedAt", null)
                            .containsEntry("startedAt", null)
                            .containsEntry("lastError", null));
            assertThat(
                            (Long)
                                    database.value(
                                            "SELECT count(*) FROM courier.delivery_attempt WHERE outcome = 'RELEASED' AND error = 'shutdown'"))
                    .isPositive();
            assertThat(database.query("SELECT * FROM courier.worker"))
                    .as("who ends in order leaves no heartbeat behind")
                    .isEmpty();
            assertThat(log.texts()).noneMatch(line -> line.startsWith("ERROR")).contains("INFO Stopped.");
        }
    }
}
