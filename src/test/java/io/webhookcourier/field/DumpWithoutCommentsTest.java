package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.database.Migrations;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump without comments is restored, or a documentation tool writes comments of its own. */
class DumpWithoutCommentsTest {

    private static final String FUNCTION = "COMMENT ON FUNCTION courier.enqueue IS ";

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "'queues an event'", "'app'"})
    void theServiceStartsAndTheCommentStays(String comment) {
        try (TestDatabase database = TestDatabase.create()) {
            database.update(FUNCTION + comment);

            new Migrations(database.dataSource(), "public").migrate();

            assertThat(database.value(
                            "SELECT obj_description('courier.enqueue'::regproc) IS NOT DISTINCT FROM " + comment))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "'queues an event'", "'app'", "'public'"})
    void anInstallationOfAnEarlierVersionIsUpgraded(String comment) {
        try (TestDatabase database = TestDatabase.ofTheApplication()) {
            installVersion3(database);
            database.update(FUNCTION + comment);

            new Migrations(database.dataSource(), "public").migrate();

            assertThat(database.value("SELECT application_schema FROM courier.installation"))
                    .isEqualTo("public");
        }
    }

    @Test
    void anInstallationOfAnEarlierVersionIsNotUpgradedForOtherTables() {
        try (TestDatabase database = TestDatabase.ofTheApplication()) {
            installVersion3(database);
            database.update(FUNCTION + "'app'");

            assertThatThrownBy(() -> new Migrations(database.dataSource(), "app").migrate())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("belongs to application tables in schema public, but courier.database.url"
                            + " names schema app");
            assertThat(database.value("SELECT to_regclass('courier.installation') IS NULL"))
                    .isEqualTo(true);
        }
    }

    private static void installVersion3(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:db/migration")
                .defaultSchema("courier")
                .target("3")
                .placeholders(Map.of("application", "\"public\"", "application_name", "'public'", "event_table", "''"))
                .load()
                .migrate();
    }
}
