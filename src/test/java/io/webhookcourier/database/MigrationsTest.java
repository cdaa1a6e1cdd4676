package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.ofTheApplication();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theApplicationsSchemaIsLeftAsItWas() {
        List<Map<String, Object>> before = PublicCatalog.of(database);

        migrate("public");

        assertThat(PublicCatalog.of(database)).isEqualTo(before).hasSizeGreaterThan(50);
        assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname NOT IN ('public', 'courier')"
                        + " AND nspname !~ '^pg_' AND nspname <> 'information_schema'"))
                .isEqualTo(0L);
    }

    @Test
    void aSecondRunChangesNothing() {
        migrate("public");
        List<Map<String, Object>> history = database.query("SELECT * FROM courier.flyway_schema_history");

        migrate("public");

        assertThat(database.query("SELECT * FROM courier.flyway_schema_history"))
                .isEqualTo(history);
    }

    @Test
    void aSchemaThatANewerVersionHasUpgradedIsSaidAndNotRefused() {
        migrate("public");
        assertThat(new Migrations(database.dataSource(), "public").newer()).isEmpty();
        database.update("INSERT INTO courier.flyway_schema_history SELECT max(installed_rank) + 1, '999', 'of later',"
                + " 'SQL', 'V999__of_later.sql', 1, 'x', now(), 1, true FROM courier.flyway_schema_history");

        migrate("public");

        assertThat(new Migrations(database.dataSource(), "public").newer())
                .contains("schema courier was upgraded by a newer version of Webhook Courier, with V999 of later: this"
                        + " older version may not work with it; run the newer one everywhere");
        assertThat(new Migrations(database.dataSource(), "public").pending()).isEmpty();
    }

    @Test
    void servicesThatStartTogetherTakeTurns() throws Exception {
        List<CompletableFuture<Void>> starts = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> migrate("public")))
                .toList();

        CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);

        assertThat(database.value("SELECT count(*) FROM courier.flyway_schema_history WHERE version = '1'"))
                .isEqualTo(1L);
    }

    @Test
    void enqueueUsesTheApplicationsSchemaWhateverItsName() throws SQLException {
        String schema = "app \"x\" 'y' \\z";
        try (TestDatabase other = TestDatabase.empty();
                Connection connection = other.dataSource().getConnection()) {
            connection.createStatement().execute("CREATE SCHEMA " + SqlIdentifier.quoted(schema));
            connection.createStatement().execute("SET search_path = " + SqlIdentifier.quoted(schema));
            ApplicationTables.create(connection);

            new Migrations(other.dataSource(), schema).migrate();

            connection
                    .createStatement()
                    .execute("SELECT courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}'::jsonb)");
            assertThat(TestDatabase.query(connection, "SELECT * FROM \"WebhookEvent\""))
                    .hasSize(1);
            assertThatCode(() -> new Migrations(other.dataSource(), schema).migrate())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anotherApplicationSchemaThanTheInstalledOneIsRefused() {
        migrate("public");

        assertThatThrownBy(() -> migrate("app"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("schema courier of this database belongs to application tables in schema public, but"
                        + " courier.database.url names schema app: name the former, or use another database");
    }

    @Test
    void aMigrationThatCannotRunIsOneLine() {
        migrate("public");
        database.update("DELETE FROM courier.flyway_schema_history WHERE version::int >= 4");

        assertThatThrownBy(() -> migrate("public"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("schema courier could not be created or upgraded: ERROR: relation \"installation\" already"
                        + " exists")
                .hasMessageNotContaining("\n");
    }

    private void migrate(String schema) {
        new Migrations(database.dataSource(), schema).migrate();
    }
}
