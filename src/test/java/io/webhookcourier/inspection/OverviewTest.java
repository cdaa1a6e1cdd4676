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
    void eachRowIsCountedWhereItStands() {
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
    void workersAreAliveUntilTheirHeartbeatExpires() {
        fixture.worker("living/a", 30);
        fixture.worker("dead/b", -1);

        Overview overview = fixture.inspection.overview();

        assertThat(overview.workers()).extracting(WorkerLine::instanceId).containsExactly("living", "dead");
        assertThat(overview.workers()).extracting(WorkerLine::alive).containsExactly(true, false);
        assertThat(overview.workersAlive()).isEqualTo(1);
    }

    @Test
    void pausesAreTold() {
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
    void theLastHourIsReadFromTheMinutesFigures() {
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
