package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.database.TableWarning;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application's table has columns and constraints of which {@code courier.enqueue} knows nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableThatRefusesEventsTest {

    private static final String ALTER = "ALTER TABLE \"WebhookEvent\" ";

    private Scene scene;
    private Http http;

    @BeforeAll
    void start() {
        scene = Scene.start(Map.of());
        http = Http.to(scene.courier().url());
        database().update("CREATE TABLE tenant (id text PRIMARY KEY)");
        database()
                .update("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
                        + " AS $$ BEGIN RAISE EXCEPTION 'the quota of this workspace is used up'; END $$");
    }

    @AfterAll
    void stop() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ADD COLUMN \"tenantId\" text NOT NULL | DROP COLUMN \"tenantId\" | 500 | column \"tenantId\" of table \"WebhookEvent\" must not be NULL and has no default, and courier.enqueue does not fill it: give it a default | column \"tenantId\"",
                "ADD CONSTRAINT has_email CHECK (\"leadEmail\" IS NOT NULL) NOT VALID | DROP CONSTRAINT has_email | 422 | new row for relation \"WebhookEvent\" violates check constraint \"has_email\" (columns: \"leadEmail\") | check constraint \"has_email\" of table \"public\".\"WebhookEvent\" refuses events of provider CRM (\"leadEmail\")",
                "ALTER \"dedupeKey\" TYPE varchar(40) | ALTER \"dedupeKey\" TYPE text | 422 | column \"dedupeKey\" of table \"WebhookEvent\" holds 40 characters, but this event needs 49 | column \"dedupeKey\" of table \"public\".\"WebhookEvent\" holds 40 characters, but events of provider CRM need 52",
                "ALTER \"id\" TYPE varchar(25) | ALTER \"id\" TYPE text | 422 | column \"id\" of table \"WebhookEvent\" holds 25 characters, but this event needs 36 | column \"id\" of table \"public\".\"WebhookEvent\" holds 25 characters",
                "ALTER \"workspaceId\" TYPE varchar(8) | ALTER \"workspaceId\" TYPE text | 422 | column \"workspaceId\" of table \"WebhookEvent\" holds 8 characters, but this event needs 11 | ",
                "ADD CONSTRAINT of_tenant FOREIGN KEY (\"workspaceId\") REFERENCES tenant NOT VALID | DROP CONSTRAINT of_tenant | 422 | violates foreign key constraint \"of_tenant\" (columns: \"workspaceId\") | ",
                "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY | DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY | 201 | queued | ",
            })
    void theAnswerAndTheDoctorSayWhatIsInTheWay(String change, String back, int status, String detail, String warning)
            throws SQLException {
        database().update(ALTER + change);
        try {
            Http.Answer answer = post();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body().replace("\\\"", "\"")).contains(detail);
            assertThat(answer.header("Retry-After")).isNull();
            if (warning == null) {
                assertThat(warnings()).isEmpty();
            } else {
                assertThat(warnings()).singleElement().asString().contains("courier.enqueue cannot work: " + warning);
            }
        } finally {
            database().update("DELETE FROM \"WebhookEvent\"");
            database().update(ALTER + back);
        }
    }

    @Test
    void aRefusalOfTheApplicationsTriggerIsPassedOn() {
        database()
                .update("CREATE TRIGGER refuse BEFORE INSERT ON \"WebhookEvent\" FOR EACH ROW"
                        + " EXECUTE FUNCTION refuse()");
        try {
            Http.Answer answer = post();
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("\"detail\":\"the quota of this workspace is used up\"");
        } finally {
            database().update("DROP TRIGGER refuse ON \"WebhookEvent\"");
        }
    }

    @Test
    void aDefaultOrATriggerThatFillsAColumnIsNoProblem() throws SQLException {
        database().update(ALTER + "ADD COLUMN region text NOT NULL DEFAULT 'eu'");
        try {
            assertThat(post().status()).isEqualTo(201);
            assertThat(warnings()).isEmpty();
        } finally {
            database().update(ALTER + "DROP COLUMN region");
        }
    }

    @Test
    void aValueThatNoDatabaseHoldsIsTheCallersMistake() {
        Http.Answer answer = post("{\"name\": \"a\\u0000b\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("the character NUL");
    }

    @Test
    void aWorkspaceThatNoIndexHoldsIsTheCallersMistake() {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(9_000, 'a', 'z' + 1).forEach(noise::appendCodePoint);

        Http.Answer answer = http.post(
                "/api/v1/events",
                "{\"eventType\": \"lead_created\", \"workspaceId\": \"" + noise + "\", \"leadId\": \"lead-1\"}",
                "Idempotency-Key: " + UUID.randomUUID());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("index row requires");
    }

    /** Tables are partitioned by time when they grow, and unique indexes must then contain the time. */
    @Test
    void aPartitionedTableWithoutAUniqueKeyIsSaidToLackIt() throws SQLException {
        try (TestDatabase partitioned = TestDatabase.create()) {
            partitioned.update("ALTER TABLE \"WebhookEvent\" RENAME TO old");
            partitioned.update("CREATE TABLE \"WebhookEvent\" (LIKE old INCLUDING DEFAULTS)"
                    + " PARTITION BY RANGE (\"createdAt\")");
            partitioned.update("CREATE TABLE all_time PARTITION OF \"WebhookEvent\" DEFAULT");

            assertThatThrownBy(
                            () -> partitioned.query("SELECT courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}')"))
                    .rootCause()
                    .isInstanceOfSatisfying(SQLException.class, error -> assertThat(error.getMessage())
                            .startsWith("ERROR: courier.enqueue: table \"WebhookEvent\" has no unique index on"
                                    + " \"dedupeKey\" alone, without which an event could be queued twice")
                            .hasLineCount(2));
            assertThat(TableWarning.of(partitioned.dataSource(), "public", List.of("CRM")))
                    .singleElement()
                    .asString()
                    .contains("which a partitioned table has only when \"dedupeKey\" is its partition key");
        }
    }

    private List<TableWarning> warnings() throws SQLException {
        return TableWarning.of(database().dataSource(), "public", List.of("CRM"));
    }

    private Http.Answer post() {
        return post("{}");
    }

    private Http.Answer post(String row) {
        return http.post(
                "/api/v1/events",
                "{\"eventType\": \"lead_created\", \"workspaceId\": \"workspace-1\", \"leadId\": \"lead-1\", \"row\": "
                        + row + "}",
                "Idempotency-Key: " + UUID.randomUUID());
    }

    private TestDatabase database() {
        return scene.database();
    }
}
