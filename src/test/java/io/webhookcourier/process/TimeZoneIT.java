package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The application's timestamps have no zone and hold UTC: whatever the zones of this process and of the server are. */
@Execution(ExecutionMode.CONCURRENT)
class TimeZoneIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void inTokyoWithAServerInNewYorkEveryTimestampIsUtc() throws Exception {
        WorkingFolder folder = WorkingFolder.create();
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        folder.set("courier.delivery.timeout", "2500ms");
        folder.set("courier.retry.initial-delay", "1h");
        folder.set("courier.retry.maximum-delay", "1h");
        folder.set("courier.retry.jitter", "0");
        // Takes connections and never answers: the row stays RUNNING until the time limit.
        try (TestDatabase database = TestDatabase.create("America/New_York");
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            database.insertWorkspace("workspace-1", "http://127.0.0.1:" + silent.getLocalPort(), "s", "lead_created");
            try (CourierProcess process = CourierProcess.start(
                    folder, Map.of("DATABASE_URL", database.jdbcUrl() + "?user=postgres", "TZ", "Asia/Tokyo"))) {
                String due = database.insertEvent(event -> {});
                String notDue =
                        database.insertEvent(event -> event.runAt(Instant.now().plus(1, ChronoUnit.HOURS)));

                await().atMost(LIMIT)
                        .until(() -> database.row(due).get("status").equals("RUNNING"));
                Map<String, Object> running = database.row(due);
                assertThat((Instant) running.get("lockedAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
                assertThat(running.get("startedAt")).isEqualTo(running.get("lockedAt"));

                await().atMost(LIMIT)
                        .until(() -> database.row(due).get("status").equals("PENDING"));
                Map<String, Object> failed = database.row(due);
                Instant finished = (Instant) failed.get("finishedAt");
                assertThat(finished).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
                assertThat((Instant) failed.get("runAt"))
                        .isCloseTo(finished.plus(1, ChronoUnit.HOURS), within(1, ChronoUnit.SECONDS));
                assertThat((Instant) failed.get("updatedAt")).isCloseTo(finished, within(1, ChronoUnit.SECONDS));
                assertThat(database.attempts(due)).singleElement().satisfies(attempt -> assertThat(
                                (Instant) attempt.get("started_at"))
                        .isCloseTo((Instant) running.get("lockedAt"), within(2, ChronoUnit.SECONDS)));
                assertThat(database.row(notDue)).containsEntry("attempts", 0).containsEntry("status", "PENDING");
                assertThat(process.stdout())
                        .as("the process's own zone")
                        .contains("+09:00")
                        .doesNotContain("Z INFO");
            }
        }
    }
}
