package io.webhookcourier.claim;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.dispatch.DispatchLimits;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimRoutesTest {

    private final TestDatabase database = TestDatabase.create();
    private final ExecutorService workers = DeliveryThreads.executor();
    private final List<Claim> prepared = new CopyOnWriteArrayList<>();
    private final List<Claim> started = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ClaimDueEvents claims;

    @BeforeEach
    void start() throws Exception {
        context.disableJMX();
        context.getRegistry().bind("dataSource", database.dataSource());
        context.addRoutes(new ClaimRoutes(
                QueueFixtures.STATEMENTS,
                prepared::addAll,
                new Dispatcher(new DispatchLimits(8, 8, 200), workers, this::start, System::nanoTime)));
        context.start();
        claims = new ClaimDueEvents(context.createProducerTemplate(), QueueTable.APPLICATION);
    }

    private void start(Claim claim) {
        assertThat(prepared).contains(claim);
        started.add(claim);
    }

    @AfterEach
    void stop() {
        context.stop();
        workers.shutdownNow();
        database.close();
    }

    @Test
    void dueRowsAreClaimedAndTheirDeliveriesStarted() throws Exception {
        String due = database.insertEvent(row -> row.runAt(Instant.parse("2026-01-01T00:00:00Z")));
        String later = database.insertEvent(row -> row.runAt(Instant.now().plusSeconds(3_600)));
        String token = "w/b/" + UUID.randomUUID();

        ClaimResult result = claims.claim(request(token, 10));

        assertThat(result.claims()).extracting(claim -> claim.event().id()).containsExactly(due);
        assertThat(database.row(due))
                .containsEntry("status", "RUNNING")
                .containsEntry("lockedBy", token)
                .containsEntry("attempts", 1);
        assertThat(database.row(later)).containsEntry("status", "PENDING");
        eventually(() -> assertThat(started).containsExactlyInAnyOrderElementsOf(result.claims()));
    }

    @Test
    void aClaimThatFindsNothingStillTellsTheTime() throws Exception {
        ClaimResult result = claims.claim(request("w/b/" + UUID.randomUUID(), 10));

        assertThat(result.claims()).isEmpty();
        assertThat(result.candidates()).isZero();
        assertThat(Instant.ofEpochSecond(0, result.nowMicros() * 1_000))
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    @Test
    void aClaimThatFailsThrowsWhatTheDatabaseSays() {
        database.update("ALTER TABLE \"WebhookEvent\" RENAME TO \"Elsewhere\"");

        assertThatThrownBy(() -> claims.claim(request("w/b/" + UUID.randomUUID(), 10)))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("WebhookEvent");
    }

    private static ClaimRequest request(String token, int limit) {
        Map<String, Object> parameters = Map.of(
                "owner_token", token,
                "providers", "CRM",
                "limit", limit,
                "from_run_at_micros", "",
                "blocked_lanes", "{}",
                "left_out", "{}",
                "budgets", "{}",
                "default_budget", 2_000);
        return new ClaimRequest(token, System.nanoTime(), parameters);
    }
}
