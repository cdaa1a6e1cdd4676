package io.webhookcourier.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.webhookcourier.metrics.LatestQueueReading.State;
import io.webhookcourier.support.TestDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestQueueReadingTest {

    private static final int MANY = 2 * QueueReading.BOUND;

    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger readings = new AtomicInteger();
    private TestDatabase database;
    private LatestQueueReading reading;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        reading = new LatestQueueReading(counting(database.dataSource()), List.of("CRM"), nanos::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingIsSaidBeforeTheFirstReading() {
        assertThat(reading.rows(State.PENDING_DUE)).isNaN();
        assertThat(reading.oldestDueSeconds()).isNaN();
        assertThat(reading.paused()).isEmpty();
    }

    @Test
    void rowsAreCountedByStatusAndTheOldestDueRowIsTimed() {
        Instant now = Instant.now();
        database.insertEvent(row -> row.runAt(now.minusSeconds(90)));
        database.insertEvent(row -> row.runAt(now.minusSeconds(30)));
        database.insertEvent(row -> row.provider("INBOXXIA").runAt(now.minusSeconds(900)));
        database.insertEvent(row -> row.runAt(now.plusSeconds(900)));
        database.insertEvent(row -> row.status("RUNNING"));
        database.insertEvent(row -> row.status("FAILED"));
        database.insertEvent(row -> row.status("SUCCEEDED"));
        database.update("INSERT INTO courier.pause (workspace_id) VALUES (''), ('ws-1')");

        reading.refresh();

        assertThat(reading.rows(State.PENDING_DUE)).isEqualTo(2);
        assertThat(reading.rows(State.PENDING_WAITING)).isEqualTo(1);
        assertThat(reading.rows(State.RUNNING)).isEqualTo(1);
        assertThat(reading.rows(State.FAILED)).isEqualTo(1);
        assertThat(reading.rows(State.SUCCEEDED)).isEqualTo(1);
        assertThat(reading.oldestDueSeconds()).isCloseTo(90, within(20.0));
        assertThat(reading.paused()).containsExactly("everything", "ws-1");
    }

    @Test
    void beyondTheBoundTheyAreEstimated() {
        many("CRM", "PENDING", "interval '1 day'");
        many("CRM", "SUCCEEDED", "interval '-1 day'");
        database.update("ANALYZE \"WebhookEvent\"");

        reading.refresh();

        assertThat(reading.rows(State.PENDING_WAITING)).isCloseTo(MANY, within(MANY / 5.0));
        assertThat(reading.rows(State.SUCCEEDED)).isCloseTo(MANY, within(MANY / 5.0));
        assertThat(reading.rows(State.PENDING_DUE)).isZero();
        assertThat(reading.oldestDueSeconds()).isZero();
    }

    @Test
    void aBacklogOfAForeignProviderNeitherHidesNorFeignsARowOfOurs() {
        many("INBOXXIA", "PENDING", "interval '-1 day'");
        database.update("ANALYZE \"WebhookEvent\"");
        reading.refresh();
        assertThat(reading.rows(State.PENDING_DUE)).isZero();
        assertThat(reading.oldestDueSeconds()).isZero();

        database.insertEvent(row -> row.runAt(Instant.now().minusSeconds(60)));
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        reading.refresh();
        assertThat(reading.oldestDueSeconds()).isCloseTo(60, within(20.0));
    }

    @Test
    void dueRowsOfAPausedWorkspaceAreCountedApartAndAreNotLate() {
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('acme'), ('quiet')");
        Instant now = Instant.now();
        for (int i = 0; i < 6; i++) {
            database.insertEvent(row -> row.workspaceId(" acme ").runAt(now.minusSeconds(3_600)));
            database.insertEvent(row -> row.workspaceId("\u00a0acme\u2003").runAt(now.minusSeconds(3_600)));
        }
        database.insertEvent(row -> row.workspaceId("other").runAt(now.minusSeconds(30)));

        reading.refresh();

        assertThat(reading.rows(State.PENDING_PAUSED)).isEqualTo(12);
        assertThat(reading.rows(State.PENDING_DUE)).isEqualTo(1);
        assertThat(reading.oldestDueSeconds()).isCloseTo(30, within(20.0));
    }

    @Test
    void aBacklogOfAPausedWorkspaceDoesNotHideThatOthersAreLate() {
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('acme')");
        many("CRM", "PENDING", "interval '-1 day'");
        database.update("UPDATE \"WebhookEvent\" SET \"workspaceId\" = 'acme'");
        database.update("ANALYZE \"WebhookEvent\"");
        reading.refresh();
        assertThat(reading.rows(State.PENDING_DUE)).isZero();
        assertThat(reading.rows(State.PENDING_PAUSED)).isCloseTo(MANY, within(MANY / 5.0));
        assertThat(reading.oldestDueSeconds()).isZero();

        database.insertEvent(row -> row.workspaceId("other").runAt(Instant.now().minusSeconds(600)));
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        reading.refresh();
        assertThat(reading.oldestDueSeconds()).isCloseTo(600, within(20.0));
    }

    @Test
    void theDatabaseIsAskedEveryFiveSecondsAtMost() {
        for (int i = 0; i < 100; i++) {
            reading.refresh();
            reading.rows(State.PENDING_DUE);
            nanos.addAndGet(Duration.ofMillis(99).toNanos());
        }
        assertThat(readings).hasValue(2);
    }

    @Test
    void theAgeOfTheOldestDueRowGrowsBetweenReadings() {
        database.insertEvent(row -> row.runAt(Instant.now().minusSeconds(60)));
        reading.refresh();
        double before = reading.oldestDueSeconds();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(reading.oldestDueSeconds() - before).isCloseTo(3, within(0.01));
    }

    private void many(String provider, String status, String fromNow) {
        database.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\", \"runAt\","
                        + " \"updatedAt\", \"raw\") SELECT ? || g, ?::text::\"WebhookProvider\", 'lead_created', ? || g,"
                        + " ?::text::\"WebhookEventStatus\", now() AT TIME ZONE 'UTC' + " + fromNow
                        + ", now(), '{}' FROM generate_series(1, ?) AS g",
                provider + status,
                provider,
                provider + status,
                status,
                MANY);
    }

    private DataSource counting(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    readings.incrementAndGet();
                    return method.invoke(source, arguments);
                });
    }
}
