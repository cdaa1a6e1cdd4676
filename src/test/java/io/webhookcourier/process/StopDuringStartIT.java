package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that is asked to end while it starts ends without a word about the parts that it has not started. */
class StopDuringStartIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void sigtermDuringTheStartIsNoErrorAndFewLines() {
        try (TestDatabase database = TestDatabase.create();
                CourierProcess service = CourierProcess.start(
                        WorkingFolder.create(), Map.of("DATABASE_URL", database.jdbcUrl() + "?user=postgres"))) {
            await("its connections")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> connected(database));
            service.terminate();

            assertThat(service.awaitExit(LIMIT)).isIn(0, 143);
            assertThat(service.stderr()).isEmpty();
            assertThat(service.stdout().lines())
                    .hasSizeLessThan(12)
                    .noneMatch(line -> line.contains("ERROR") || line.startsWith("\t"));
        }
    }

    private static boolean connected(TestDatabase database) {
        return !database.query("SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'webhook-courier'")
                .isEmpty();
    }
}
