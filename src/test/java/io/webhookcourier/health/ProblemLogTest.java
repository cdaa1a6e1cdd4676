package io.webhookcourier.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An outage is a few lines of the log, not hundreds. */
class ProblemLogTest {

    private static final Problem AWAY = new Problem(
            Problem.Kind.DATABASE,
            Instant.parse("2026-11-27T01:53:37Z"),
            "PostgreSQL at db:5432 refuses connections (since 01:53:37 UTC)");

    private final ProblemLog log = new ProblemLog();

    @Test
    void anOutageIsLoggedAtItsStartOnceAMinuteAndAtItsEnd() {
        try (LogLines lines = new LogLines()) {
            for (int second = 0; second < 100; second++) {
                log.see(List.of(AWAY), Duration.ofSeconds(second).toNanos());
            }
            log.see(List.of(), Duration.ofSeconds(100).toNanos());
            log.see(List.of(), Duration.ofSeconds(101).toNanos());

            String away = "WARN trouble    PostgreSQL at db:5432 refuses connections (since 01:53:37 UTC)."
                    + " No data is lost; retrying every second.";
            assertThat(lines.texts())
                    .containsExactly(away, away, "INFO over       PostgreSQL accepts connections again, after 100 s.");
        }
    }

    @Test
    void eachKindOfTroubleHasLinesOfItsOwn() {
        Problem claims = new Problem(Problem.Kind.CLAIMS, Instant.EPOCH, "claims have failed since 00:00:00 UTC: x");
        Problem records = new Problem(Problem.Kind.RECORDS, Instant.EPOCH, "outcomes cannot be recorded: y");
        try (LogLines lines = new LogLines()) {
            log.see(List.of(claims, records), 0);
            log.see(List.of(records), Duration.ofSeconds(1).toNanos());

            assertThat(lines.texts()).hasSize(3).last().isEqualTo("INFO over       Rows are claimed again, after 1 s.");
        }
    }
}
