package io.webhookcourier.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private final InspectionFixture fixture = new InspectionFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEmptyTableHasNothingToTell() {
        Overview overview = fixture.inspection.overview();

        assertThat(overview.due()).hasToString("0");
        assertThat(overview.oldestDue()).isNull();
        assertThat(overview.oldestDueFor()).isZero();
        assertThat(overview.workers()).isEmpty();
        assertThat(overview.lastHour()).hasSize(60).allSatisfy(minute -> assertThat(minute.total())
                .isZero());
    }

    @Test
    void eachRowIsCountedByItsState() {
        Instant now = fixture.now();
        fixture.database.insertEvent(row -> row.runAt(now.minusSeconds(90)));
        fixture.database.insertEvent(row -> row.runAt(now.minusSeconds(30)));
        fixture.database.insertEvent(row -> row.runAt(now.plusSeconds(300)));
        fixture.database.insertEvent(row -> row.provider("INBOXXIA").runAt(now.minusSeconds(500)));
        fixture.database.insertEvent(row -> row.locked(now, "other/1/2"));
        fixture.database.insertEvent(row -> row.locked(now.minus(11, ChronoUnit.MINUTES), "other/1/3"));
        fixture.database.insertEvent(row -> row.status("FAILED"));
        fixture.database.insertEvent(row -> row.status("SUCCEEDED"));

        Overview overview = fixture.inspection.overview();

        assertThat(overview.due()).hasToString("2");
        assertThat(overview.dueOfOthers()).hasToString("1");
        assertThat(overview.oldestDueFor()).isCloseTo(Duration.ofSeconds(90), Duration.ofSeconds(20));
        assertThat(overview.waiting()).hasToString("1");
        assertThat(overview.inFlight()).hasToString("2");
        assertThat(overview.stale()).hasToString("1");
        assertThat(overview.failed()).hasToString("1");
        assertThat(overview.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void countsEndAtTenThousand() {
        fixture.database.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\", \"runAt\","
                        + " \"updatedAt\") SELECT 'e' || n, 'CRM', 'lead_created', 'k' || n, 'PENDING',"
                        + " now() AT TIME ZONE 'UTC' - interval '1 minute', now() AT TIME ZONE 'UTC'"
                        + " FROM generate_series(1, 10002) AS n");

        assertThat(fixture.inspection.overview().due()).hasToString("more than 10,000");
    }

    @Test
    void pausedEventsAreReportedAndDoNotHideLateness() {
        Instant now = fixture.now();
        fixture.worker("living/a", 30);
        fixture.database.update("INSERT INTO courier.pause (workspace_id) VALUES ('acme')");
        for (int i = 0; i < 12; i++) {
            fixture.database.insertEvent(row -> row.workspaceId("acme").runAt(now.minusSeconds(3_600)));
        }

        Overview paused = fixture.inspection.overview();
        assertThat(paused.due()).hasToString("0");
        assertThat(paused.duePaused().rows()).hasToString("12");
        assertThat(paused.headline())
                .isEqualTo(new Headline(
                        Headline.Mood.GOOD, "Deliveries are on time; 12 events wait for the paused workspace acme."));

        fixture.database.insertEvent(row -> row.workspaceId("other").runAt(now.minusSeconds(120)));
        Overview late = fixture.inspection.overview();
        assertThat(late.oldestDueFor()).isCloseTo(Duration.ofSeconds(120), Duration.ofSeconds(20));
        assertThat(late.headline().mood()).isEqualTo(Headline.Mood.BAD);
        assertThat(late.headline().text())
                .startsWith("Deliveries are behind: the oldest due event has waited for 2 min")
                .endsWith(". 12 events wait for the paused workspace acme.");
    }

    @Test
    void behindMorePausedRowsThanAreCountedTheOldestDueRowIsFound() {
        fixture.database.update("INSERT INTO courier.pause (workspace_id) VALUES ('acme')");
        fixture.database.update(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"status\", \"runAt\","
                        + " \"updatedAt\", \"workspaceId\") SELECT 'e' || n, 'CRM', 'lead_created', 'k' || n, 'PENDING',"
                        + " now() AT TIME ZONE 'UTC' - interval '1 hour', now() AT TIME ZONE 'UTC', 'acme'"
                        + " FROM generate_series(1, 10002) AS n");
        assertThat(fixture.inspection.overview().due()).hasToString("0");
        assertThat(fixture.inspection.overview().duePaused().rows()).hasToString("more than 10,000");

        fixture.database.insertEvent(
                row -> row.workspaceId("other").runAt(fixture.now().minusSeconds(120)));
        assertThat(fixture.inspection.overview().oldestDueFor())
                .isCloseTo(Duration.ofSeconds(120), Duration.ofSeconds(20));
    }

    @Test
    void mostAttemptsFailingIsReportedAlthoughTheyAreOnTime() {
        fixture.worker("living/a", 30);
        fixture.database.update(
                "INSERT INTO courier.minute_figures (minute, delivered, retried, failed, not_sent) VALUES"
                        + " (date_trunc('minute', now()) - interval '1 minute', 3, 4, 2, 7),"
                        + " (date_trunc('minute', now()) - interval '20 minutes', 500, 0, 0, 0)");

        assertThat(fixture.inspection.overview().headline())
                .isEqualTo(new Headline(
                        Headline.Mood.PAUSED, "Deliveries are on time, but 6 of the last 9 attempts failed."));
    }

    @Test
    void workersAreAliveUntilTheirHeartbeatExpires() {
        fixture.worker("living/a", 30);
        fixture.worker("dead/b", -1);

        Overview overview = fixture.inspection.overview();

        assertThat(overview.workers()).extracting(WorkerLine::instanceId).containsExactly("living", "dead");
        assertThat(overview.workers()).extracting(WorkerLine::alive).containsExactly(true, false);
        assertThat(overview.workersAlive()).isEqualTo(1);
    }

    @Test
    void pausesAreShown() {
        fixture.database.update(
                "INSERT INTO courier.pause (workspace_id, reason, paused_by) VALUES ('', 'upgrade', 'ada'),"
                        + " ('workspace-7', NULL, NULL)");

        Overview overview = fixture.inspection.overview();

        assertThat(overview.pauseOfEverything()).hasValueSatisfying(pause -> {
            assertThat(pause.reason()).isEqualTo("upgrade");
            assertThat(pause.pausedBy()).isEqualTo("ada");
        });
        assertThat(overview.pausedWorkspaces()).extracting(Pause::workspaceId).containsExactly("workspace-7");
    }

    @Test
    void theLastHourIsReadFromTheMinuteStatistics() {
        fixture.database.update(
                "INSERT INTO courier.minute_figures (minute, delivered, retried, failed, not_sent) VALUES"
                        + " (date_trunc('minute', now()), 5, 4, 3, 2),"
                        + " (date_trunc('minute', now()) - interval '2 hours', 100, 100, 100, 100)");

        Overview overview = fixture.inspection.overview();

        assertThat(overview.deliveredInLastHour()).isEqualTo(5);
        assertThat(overview.retriedInLastHour()).isEqualTo(4);
        assertThat(overview.failedInLastHour()).isEqualTo(3);
    }
}
