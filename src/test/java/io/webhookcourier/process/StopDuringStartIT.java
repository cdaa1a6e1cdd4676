package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The two stages of a first start: unpacking the programs, and initdb. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgres/data"})
    void sigtermDuringTheFirstStartLeavesNothingRunning(String made) {
        WorkingFolder folder = WorkingFolder.create();
        Path directory = folder.path().resolve("data");
        try (CourierProcess service = CourierProcess.start(folder, Map.of())) {
            await("its directory")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(directory.resolve(made)));
            service.terminate();

            assertThat(service.awaitExit(LIMIT)).isIn(0, 143);
            assertThat(service.stderr()).isEmpty();
            assertThat(service.stdout().lines()).hasSizeLessThan(12).allMatch(line -> line.contains(" INFO "));
            assertThat(directory.resolve("postgres/data/courier-complete"))
                    .as("the start was not waited for")
                    .doesNotExist();
            assertThat(new EmbeddedServer(folder).processes()).isEmpty();
        }
    }

    private static boolean connected(TestDatabase database) {
        return !database.query("SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'webhook-courier'")
                .isEmpty();
    }
}
