package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDatabaseTest {

    private static final String LABEL = "courier.database.url";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void withoutAUrlTheEmbeddedDatabaseIsReadyForEvents(@TempDir Path folder) throws SQLException {
        Settings settings = settings(new Settings.Database(null, null, null, "public", false, 2, folder));

        try (RunningDatabase running = RunningDatabase.start(settings, LABEL, LIMIT);
                Connection connection = running.database().pool().getConnection()) {
            assertThat(running.embedded()).isPresent();
            assertThat(TestDatabase.query(
                            connection, "SELECT queued FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}')"))
                    .containsExactly(Map.of("queued", true));
        }
    }

    @Test
    void aStartOnTheSmallestPoolCreatesOnlySchemaCourier() throws SQLException {
        try (TestDatabase test = TestDatabase.ofTheApplication()) {
            test.insertEvent(event -> event.id("e1"));
            Map<String, Object> row = test.row("e1");
            List<Map<String, Object>> before = PublicCatalog.of(test);
            Settings settings =
                    settings(new Settings.Database(test.jdbcUrl(), test.username(), null, "public", false, 2, null));

            try (RunningDatabase running = RunningDatabase.start(settings, LABEL, LIMIT)) {
                assertThat(running.embedded()).isEmpty();
            }
            RunningDatabase.start(settings, LABEL, LIMIT).close();

            assertThat(PublicCatalog.of(test)).isEqualTo(before);
            assertThat(test.row("e1")).isEqualTo(row);
            assertThat(test.attempts("e1")).isEmpty();
        }
    }

    @Test
    void aDatabaseWithoutTheTablesIsRefusedAndLeftEmpty() {
        try (TestDatabase test = TestDatabase.empty()) {
            assertThatThrownBy(() -> RunningDatabase.start(settings(test.settings()), LABEL, LIMIT))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("table \"WebhookEvent\" is missing in schema public");

            assertThat(test.value("SELECT to_regnamespace('courier') IS NULL")).isEqualTo(true);
            assertThat(test.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo(0L);
            assertThat(test.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'webhook-courier%'"))
                    .isEqualTo(0L);
        }
    }

    private static Settings settings(Settings.Database database) {
        return new Settings(
                "test",
                database,
                new Settings.Queue(List.of("CRM"), null, 200, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }
}
