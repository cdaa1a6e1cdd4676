package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A migration of the application's holds an ACCESS EXCLUSIVE lock for longer than the driver waits for an answer. Here the
 * driver waits for 2 s, so that a few seconds are as good as minutes.
 */
class TableIsLockedForMinutesTest {

    private static final int POOL = 5;
    private static final int BESIDE_THE_POOL = 4;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(16);

    private TestDatabase database;
    private Receiver receiver;
    private RunningCourier courier;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        database.insertWorkspace("ws", receiver.url(), "secret", "lead_created");
        courier = RunningCourier.start(
                database.jdbcUrl() + "?socketTimeout=2",
                Map.of(
                        "courier.database.pool-size",
                        Integer.toString(POOL),
                        "courier.shutdown-timeout",
                        SHUTDOWN_TIMEOUT.toSeconds() + "s"));
    }

    @AfterEach
    void stop() {
        courier.close();
        receiver.close();
        database.close();
    }

    @Test
    void connectionsStayBoundedAndDeliveriesResume() throws SQLException {
        try (Connection migration = locked()) {
            eventually(() -> assertThat(waiting()).isPositive());
            await().during(Duration.ofSeconds(9))
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(connections()).isLessThanOrEqualTo(POOL + BESIDE_THE_POOL));
            migration.rollback();
            String id = database.insertEvent(row -> row.workspaceId("ws"));

            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            assertThat(receiver.requests(id)).hasSize(1);
        }
    }

    @Test
    void aStopMeanwhileKeepsItsTime() throws Exception {
        try (Connection migration = locked()) {
            eventually(() -> assertThat(waiting()).isPositive());

            CompletableFuture.runAsync(courier::close).get(SHUTDOWN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);

            eventually(() -> assertThat(connections()).isZero());
            migration.rollback();
        }
    }

    private Connection locked() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE \"WebhookEvent\" IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    private long connections() {
        return count("");
    }

    private long waiting() {
        return count(" AND wait_event_type = 'Lock'");
    }

    private long count(String condition) {
        return (long) database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'webhook-courier%'" + condition);
    }
}
