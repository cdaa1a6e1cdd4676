package io.webhookcourier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.RecordedOutcome;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutcomeTallyTest {

    private final TestDatabase database = TestDatabase.create();
    private final OutcomeTally tally = new OutcomeTally(new OutcomeTallyWriter(database.dataSource()));
    private final Instant minute = ((Instant) database.value("SELECT date_trunc('minute', now())"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsWrittenLaterIsAdded() throws SQLException {
        record(Outcome.DELIVERED, minute.plusSeconds(1));
        record(Outcome.DELIVERED, minute.plusSeconds(59));
        tally.write();
        record(Outcome.DELIVERED, minute.plusSeconds(2));
        record(Outcome.RELEASED, minute.plusSeconds(2));
        record(Outcome.DUPLICATE, minute.minusSeconds(1));
        tally.write();
        tally.write();

        assertThat(database.query("SELECT delivered, not_sent FROM courier.minute_figures ORDER BY minute DESC"))
                .extracting(row -> row.get("delivered") + "/" + row.get("not_sent"))
                .containsExactly("3/0", "0/1");
    }

    @Test
    void whatCannotBeWrittenIsWrittenLater() throws SQLException {
        database.update("ALTER TABLE courier.minute_figures RENAME TO away");
        record(Outcome.FAILED, minute);
        assertThatThrownBy(tally::write).isInstanceOf(SQLException.class);
        record(Outcome.FAILED, minute);
        database.update("ALTER TABLE courier.away RENAME TO minute_figures");

        tally.write();

        assertThat(database.value("SELECT failed FROM courier.minute_figures")).isEqualTo(2L);
        assertThat(database.query("SELECT * FROM courier.workspace_figures"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("workspace_id", "lane-1")
                        .containsEntry("failed", 2L)
                        .containsEntry("last_error", "missing_lead_id")
                        .containsEntry("last_event_id", "event-1"));
    }

    /** The time limit of the test is far below the pool's: it fails when the end of the process waits for the pool. */
    @Test
    void refusedStatisticsOfOneWorkspaceDoNotAffectOthers() throws SQLException {
        database.update(
                "ALTER TABLE courier.workspace_figures ADD CONSTRAINT odd CHECK (workspace_id NOT LIKE '%refused')");
        for (String lane : new String[] {"CRM/one", "CRM/refused", "CRM/two"}) {
            tally.recorded(attempt(Outcome.DELIVERED, minute, lane), false, minute);
        }
        tally.write();

        assertThat(database.query("SELECT workspace_id FROM courier.workspace_figures ORDER BY 1"))
                .extracting(row -> row.get("workspace_id"))
                .containsExactly("CRM/one", "CRM/two");
        assertThat(database.value("SELECT delivered FROM courier.minute_figures"))
                .isEqualTo(3L);
        database.update("ALTER TABLE courier.workspace_figures DROP CONSTRAINT odd");
    }

    @Test
    @Timeout(30)
    void theEndDoesNotWaitForADatabaseThatIsAway() throws Exception {
        try (HikariDataSource away = new HikariDataSource()) {
            away.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/away");
            away.setInitializationFailTimeout(-1);
            away.setConnectionTimeout(Duration.ofMinutes(5).toMillis());
            OutcomeTally last = new OutcomeTally(new OutcomeTallyWriter(away));
            last.recorded(attempt(Outcome.DELIVERED, minute), false, minute);

            assertThatThrownBy(() -> last.writeWithin(Duration.ofMillis(50)))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("the database took longer than 50 ms");
        }
    }

    @Test
    void shutdownWritesTheLastStatistics() throws Exception {
        record(Outcome.DELIVERED, minute);
        tally.writeWithin(Duration.ofMinutes(1));

        assertThat(database.value("SELECT delivered FROM courier.minute_figures"))
                .isEqualTo(1L);
    }

    @Test
    void statisticsTooOldToBeShownAreRemoved() throws SQLException {
        record(Outcome.DELIVERED, minute.minus(Duration.ofDays(9)));
        tally.write();
        record(Outcome.DELIVERED, minute);
        tally.write();
        new OutcomeTallyWriter(database.dataSource()).forget();

        assertThat(database.value("SELECT count(*) FROM courier.minute_figures"))
                .isEqualTo(1L);
        assertThat(database.value("SELECT count(*) FROM courier.workspace_figures"))
                .isEqualTo(1L);
    }

    private void record(Outcome outcome, Instant at) {
        tally.recorded(attempt(outcome, at), false, at);
    }

    private static AttemptRecord attempt(Outcome outcome, Instant at) {
        return attempt(outcome, at, "lane-1");
    }

    private static AttemptRecord attempt(Outcome outcome, Instant at, String lane) {
        String error = outcome == Outcome.FAILED ? "missing_lead_id" : null;
        return new AttemptRecord(
                QueueFixtures.claim("event-1", lane, 0),
                new Verdict(outcome, null, Reason.other(error), null, null),
                new RecordedOutcome(outcome, null, error, null, error, null),
                at,
                Duration.ofMillis(3));
    }
}
