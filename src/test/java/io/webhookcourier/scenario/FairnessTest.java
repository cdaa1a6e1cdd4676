package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint with a backlog holds only its own slots. */
class FairnessTest {

    private static final Map<String, String> SETTINGS =
            Map.of("courier.delivery.concurrency", "16", "courier.delivery.concurrency-per-endpoint", "8");

    private TestDatabase database;
    private Receiver busy;
    private Receiver other;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        busy = Receiver.start();
        other = Receiver.start();
        database.insertWorkspace("busy", busy.url(), Scene.SECRET, "lead_created");
        database.insertWorkspace("other", other.url(), Scene.SECRET, "lead_created");
    }

    @AfterEach
    void stop() {
        busy.close();
        other.close();
        database.close();
    }

    @Test
    void aBacklogOfAQuickEndpointDoesNotHoldUpAnother() {
        busy.otherwise(Answer.status(200).after(Duration.ofMillis(20)));
        backlog(4_000);
        try (RunningCourier courier = RunningCourier.start(database, SETTINGS)) {
            eventually(() -> assertThat(busy.requests()).hasSizeGreaterThan(100));
            deliveredWhileTheBacklogWaits();
            assertThat(courier.metric("courier_in_flight")).isPositive();
        }
    }

    @Test
    void anEndpointThatHangsDoesNotHoldUpAnother() {
        CountDownLatch release = new CountDownLatch(1);
        busy.otherwise(Answer.status(200).heldUntil(release));
        backlog(4_000);
        try (RunningCourier courier = RunningCourier.start(database, SETTINGS)) {
            eventually(() -> assertThat(busy.requests()).hasSize(8));
            deliveredWhileTheBacklogWaits();
            assertThat(courier.metric("courier_in_flight")).isEqualTo(8);
            release.countDown();
        }
    }

    private void deliveredWhileTheBacklogWaits() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(database.insertEvent(row -> row.workspaceId("other")));
        }
        eventually(() -> ids.forEach(id -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED")));
        assertThat((Long) database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"workspaceId\" = 'busy'"
                        + " AND \"status\" = 'PENDING'"))
                .as("still waiting")
                .isGreaterThan(2_000L);
    }

    private void backlog(int rows) {
        database.update("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"runAt\","
                + " \"workspaceId\", \"raw\", \"updatedAt\") SELECT 'busy-' || n, 'CRM', 'lead_created', 'busy-' || n,"
                + " now() AT TIME ZONE 'UTC' - interval '1 minute', 'busy', '{\"leadId\": \"l\", \"row\": {}}',"
                + " now() FROM generate_series(1, " + rows + ") AS n");
    }
}
