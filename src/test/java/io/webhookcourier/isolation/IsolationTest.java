package io.webhookcourier.isolation;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One endpoint's trouble, or another provider's backlog, affects no others. The backlog is there before the service. */
class IsolationTest {

    private static final int BACKLOG = 3_000;

    private final CountDownLatch released = new CountDownLatch(1);
    private TestDatabase database;
    private Backlog backlog;
    private Receiver healthy;
    private Receiver hanging;
    private RunningCourier courier;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        backlog = new Backlog(database);
        healthy = Receiver.start();
        hanging = Receiver.start();
        hanging.otherwise(Answer.status(200).heldUntil(released));
        database.insertWorkspace("healthy", healthy.url(), Scene.SECRET, "lead_created");
    }

    @AfterEach
    void stop() {
        released.countDown();
        courier.close();
        hanging.close();
        healthy.close();
        database.close();
    }

    @Test
    void anEndpointThatNeverAnswersHoldsItsOwnSlotsOnly() {
        database.insertWorkspace("hanging", hanging.url(), Scene.SECRET, "lead_created");
        backlog.of("hanging", BACKLOG);
        start(Map.of("courier.delivery.concurrency", "8", "courier.delivery.concurrency-per-endpoint", "4"));
        eventually(() -> assertThat(hanging.requests()).hasSize(4));

        deliverToTheHealthyOne(100);

        assertThat(hanging.requests()).as("still open").hasSize(4);
        assertThat(unsent("hanging")).as("claimed beyond its slots").isEqualTo(BACKLOG - 4);
    }

    @Test
    void hangingEndpointsLeaveSlotsToOthers() {
        List<String> names =
                IntStream.range(0, 24).mapToObj(i -> "hanging-" + i).toList();
        for (String name : names) {
            database.insertWorkspace(name, hanging.url(), Scene.SECRET, "lead_created");
        }
        start(Map.of("courier.delivery.concurrency", "16", "courier.delivery.concurrency-per-endpoint", "4"));
        deliverToTheHealthyOne(1);
        names.forEach(name -> backlog.of(name, 50));
        eventually(() -> assertThat(hanging.requests())
                .as("three quarters of the slots, and half of the rest as long as nothing is known of them")
                .satisfies(open -> assertThat(open.size()).isEqualTo(14)));

        deliverToTheHealthyOne(100);

        assertThat(hanging.requests()).as("still open").hasSize(14);
    }

    @Test
    void aBacklogOfAnEndpointThatAnswersHidesNoOther() {
        Receiver busy = Receiver.start();
        busy.otherwise(Answer.status(200).after(Duration.ofMillis(10)));
        database.insertWorkspace("busy", busy.url(), Scene.SECRET, "lead_created");
        backlog.of("busy", BACKLOG);
        start(Map.of("courier.queue.batch-size", "20"));
        eventually(() -> assertThat(unsent("busy")).isLessThan(BACKLOG - 100));

        deliverToTheHealthyOne(1);

        assertThat(unsent("busy")).as("still waiting").isGreaterThan(BACKLOG / 4);
        busy.close();
    }

    @Test
    void rowsOfAnotherProviderAreUntouchedAndDelayNoOthers() {
        backlog.foreign("healthy", BACKLOG);
        List<Map<String, Object>> before = database.query("SELECT * FROM \"WebhookEvent\" ORDER BY \"id\"");
        start(Map.of());

        List<String> delivered = deliverToTheHealthyOne(100);

        assertThat(database.query("SELECT * FROM \"WebhookEvent\" WHERE \"id\" <> ALL (?) ORDER BY \"id\"", (Object)
                        delivered.toArray(String[]::new)))
                .isEqualTo(before);
    }

    @Test
    void rowsThatNameNoWorkspaceAnywhereFailWithoutHoldingUpOthers() {
        int rows = 4 * BACKLOG;
        backlog.ofNobody(rows);
        start(Map.of("courier.queue.batch-size", "20"));
        eventually(() -> assertThat(unsent(null)).isLessThan(rows - 100));

        deliverToTheHealthyOne(1);

        assertThat(unsent(null)).as("still waiting").isPositive();
        eventually(() -> assertThat(database.value(
                        "SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'FAILED' AND \"lastError\" ="
                                + " 'missing_workspace_id'"))
                .isEqualTo((long) rows));
    }

    @Test
    void rowsThatNameTheEndpointInThePayloadShareItsLimit() {
        for (String name : List.of("hanging-1", "hanging-2")) {
            database.insertWorkspace(name, hanging.url(), Scene.SECRET, "lead_created");
            backlog.namedInThePayload(name, BACKLOG / 2);
            backlog.of(name, 100);
        }
        start(Map.of("courier.delivery.concurrency", "16", "courier.delivery.concurrency-per-endpoint", "4"));
        eventually(() -> assertThat(hanging.requests()).hasSize(8));

        deliverToTheHealthyOne(100);

        assertThat(hanging.requests()).as("still open").hasSize(8);
    }

    @Test
    void largePayloadsOfAnEndpointThatNeverAnswersHoldUpNoOther() {
        database.insertWorkspace("hanging", hanging.url(), Scene.SECRET, "lead_created");
        String large = "{\"leadId\": \"lead\", \"row\": {\"name\": \"%s\"}}".formatted(Noise.ofBytes(200_000));
        for (int i = 0; i < 20; i++) {
            database.insertEvent(row -> row.workspaceId("hanging").raw(large));
        }
        start(Map.of("courier.delivery.concurrency", "32", "courier.delivery.concurrency-per-endpoint", "16"));
        eventually(() -> assertThat(hanging.requests()).isNotEmpty());

        String id = database.insertEvent(row -> row.workspaceId("healthy").raw(large));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
        assertThat(database.value("SELECT count(*) FROM courier.delivery_attempt WHERE workspace_id = 'hanging'"))
                .isEqualTo(0L);
    }

    @Test
    void aResumedWorkspaceIsDeliveredInSpiteOfWatermarks() {
        database.insertWorkspace("hanging", hanging.url(), Scene.SECRET, "lead_created");
        backlog.of("hanging", BACKLOG);
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('healthy')");
        String paused = database.insertEvent(row -> row.workspaceId("healthy"));
        start(Map.of("courier.delivery.concurrency", "8", "courier.delivery.concurrency-per-endpoint", "4"));
        database.insertWorkspace("other", healthy.url(), Scene.SECRET, "lead_created");
        String other = database.insertEvent(row -> row.workspaceId("other"));
        eventually(() -> assertThat(database.row(other)).containsEntry("status", "SUCCEEDED"));
        assertThat(database.row(paused)).containsEntry("status", "PENDING").containsEntry("attempts", 0);

        database.update("DELETE FROM courier.pause");

        eventually(() -> assertThat(database.row(paused)).containsEntry("status", "SUCCEEDED"));
    }

    /** A time limit that no test reaches: what hangs does so until it is released. */
    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "courier.delivery.timeout", "60s",
                "courier.queue.dead-worker-after", "150s",
                "courier.shutdown-timeout", "61s"));
        all.putAll(settings);
        courier = RunningCourier.start(database, all);
    }

    private List<String> deliverToTheHealthyOne(int events) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ids.add(database.insertEvent(row -> row.workspaceId("healthy")));
        }
        eventually(() -> assertThat(database.value(
                        "SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'SUCCEEDED' AND \"id\" = ANY (?)",
                        (Object) ids.toArray(String[]::new)))
                .isEqualTo((long) events));
        return ids;
    }

    private long unsent(String workspace) {
        return (Long) database.value(
                "SELECT count(*) FROM \"WebhookEvent\" WHERE \"workspaceId\" IS NOT DISTINCT FROM ? AND \"status\" ="
                        + " 'PENDING'",
                workspace);
    }
}
