package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database of the application's alone in New York, and a service in Tokyo: all time is UTC. */
class TimeZonesTest {

    private static TimeZone original;
    private static Scene scene;

    @BeforeAll
    static void start() {
        original = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        TestDatabase database = TestDatabase.ofTheApplication();
        database.update("ALTER DATABASE " + database.name() + " SET timezone = 'America/New_York'");
        scene = Scene.start(database, Map.of("courier.queue.stale-lock", "60s"));
    }

    @AfterAll
    static void stop() {
        scene.close();
        TimeZone.setDefault(original);
    }

    @Test
    void theTestsOwnSessionsSeeTheServersTimeZone() {
        assertThat(scene.database().value("SHOW timezone")).isIn("America/New_York", "Asia/Tokyo");
        assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void aRowIsDueByUtcAndItsTimesAreUtc() {
        String overdue = scene.eventAnswered(
                row -> row.runAt(Instant.now().minusSeconds(1)),
                Answer.status(503).header("Retry-After", "120"));
        String inAnHour = scene.event(row -> row.runAt(Instant.now().plus(Duration.ofHours(1))));
        scene.awaitAttempts(overdue, 1);

        Map<String, Object> row = scene.database().row(overdue);
        assertThat((Instant) row.get("runAt")).isCloseTo(Instant.now().plusSeconds(120), within(5, ChronoUnit.SECONDS));
        assertThat((Instant) row.get("startedAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat((Instant) row.get("finishedAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat((Instant) row.get("updatedAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        Map<String, Object> attempt = scene.database().attempts(overdue).get(0);
        assertThat((Instant) attempt.get("started_at")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat((Instant) attempt.get("next_run_at"))
                .isCloseTo((Instant) row.get("runAt"), within(2, ChronoUnit.MILLIS));
        ReceivedRequest request = scene.receiver().requests(overdue).get(0);
        assertThat(Instant.parse(request.header("x-zrg-timestamp")))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat(scene.database().row(inAnHour))
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 0);
    }

    @Test
    void occurredAtFallsBackOnTheRowsCreationInUtc() {
        String id = scene.event(row ->
                row.createdAt(Instant.parse("2026-03-08T07:30:00.123Z")).raw("{\"leadId\": \"l\", \"row\": {}}"));
        scene.awaitStatus(id, "SUCCEEDED");

        assertThat(scene.receiver().requests(id).get(0).text()).contains("\"occurredAt\":\"2026-03-08T07:30:00.123Z\"");
    }

    @Test
    void onlyALockThatIsStaleByUtcIsReleased() {
        String fresh = scene.event(row -> row.locked(Instant.now().minusSeconds(30), "somebody"));
        String stale = scene.event(row -> row.locked(Instant.now().minusSeconds(70), "somebody"));
        scene.awaitStatus(stale, "SUCCEEDED");

        assertThat(scene.database().row(fresh)).containsEntry("status", "RUNNING");
    }
}
