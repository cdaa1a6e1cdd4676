package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The primary server is demoted behind its name: sessions that are open stay open and take no more writes, while new ones
 * reach the new primary.
 */
class DemotedPrimaryTest {

    private static final String SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name LIKE 'webhook-courier%'";

    @Test
    void itDeliversAgainWithinAMinute() {
        try (Scene scene = Scene.start(Map.of("courier.database.pool-size", "20"))) {
            TestDatabase database = scene.database();
            scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");

            onlyForReading(database, true);
            List<Object> before = sessions(database);
            database.query("SELECT pg_terminate_backend(pid) FROM (" + SESSIONS + ") AS s");
            eventually(() -> assertThat(sessions(database))
                    .hasSizeGreaterThanOrEqualTo(20)
                    .doesNotContainAnyElementsOf(before));
            List<Object> readOnly = sessions(database);
            onlyForReading(database, false);

            String id = scene.event(row -> {});
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
                assertThat(sessions(database)).doesNotContainAnyElementsOf(readOnly);
            });
            assertThat(scene.receiver().requests(id)).hasSize(1);
        }
    }

    private static void onlyForReading(TestDatabase database, boolean on) {
        database.update("BEGIN READ WRITE; ALTER DATABASE " + database.name()
                + (on ? " SET default_transaction_read_only = on" : " RESET default_transaction_read_only")
                + "; COMMIT");
    }

    private static List<Object> sessions(TestDatabase database) {
        return database.query(SESSIONS).stream().map(row -> row.get("pid")).toList();
    }
}
