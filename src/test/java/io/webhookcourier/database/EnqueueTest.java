package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** {@code courier.enqueue}, the producers' way in (contract, section 4). */
class EnqueueTest {

    private static final String CREATED = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}')";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create("Asia/Tokyo");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /**
     * Digests made with {@code printf '%s' 'ws-1|lead-1|lead_created|lead_created:::2026-01-02T03:04:05.678Z' | openssl
     * dgst -sha256 -r | cut -c1-32}, and so on for the other rows.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            quoteCharacter = '"',
            value = {
                "lead_created,ws-1,lead-1,NULL,NULL,NULL,a59cd4881d431909913aea2859134936",
                "crm_row_updated,ws-1,lead-1,NULL,msg-9,status,efc64eb78c7640542c386a7d7efa1b5b",
                "crm_row_updated,ws-1,lead-1,my seed,msg-9,status,1047705dd626d3bd54d9aa0dae764b4b",
                "lead_created,Zürich 雪,lead-🚀,säed,NULL,NULL,558dc4e9357bd79907f5f864b08a3b21",
                "lead_created,ws-1,lead-1,\"\",NULL,NULL,4d39c2c9ef28a3e5c00d65d6379c22bb",
            })
    void theKeyIsTheContracts(
            String eventType, String workspace, String lead, String seed, String message, String field, String digest) {
        Map<String, Object> queued = only(database.query(
                "SELECT * FROM courier.enqueue(?, ?, ?, '{}', ?, ?, ?, NULL, '2026-01-02 12:04:05.678999+09')",
                eventType,
                workspace,
                lead,
                seed,
                message,
                field));

        assertThat(queued)
                .containsEntry("dedupe_key", "crm:" + eventType + ":" + digest)
                .containsEntry("queued", true);
        assertThat(database.row((String) queued.get("id"))).containsEntry("dedupeKey", queued.get("dedupe_key"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"[1] | array", "`\"text\"` | string", "7 | number"})
    void aRowThatIsNoObjectIsRefused(String row, String type) {
        assertThatThrownBy(() -> database.query(
                        "SELECT * FROM courier.enqueue('lead_created', 'w', 'l', ?::jsonb)", row.strip()))
                .hasStackTraceContaining("courier.enqueue: row must be a JSON object or NULL, not a JSON " + type);
        assertThat(database.query("SELECT * FROM courier.enqueue('lead_created', 'w', 'l', NULL)"))
                .singleElement()
                .satisfies(queued -> assertThat(queued).containsEntry("queued", true));
    }

    /** The digest is made as above. */
    @Test
    void anotherProviderHasItsOwnKeyPrefixAndEventTypes() {
        Map<String, Object> queued = only(database.query("SELECT * FROM courier.enqueue('reply_received', 'ws-1',"
                + " 'lead-1', '{}', occurred_at => '2026-12-31 23:59:59.999Z', provider => 'INBOXXIA')"));

        assertThat(queued).containsEntry("dedupe_key", "inboxxia:reply_received:ffadc28fd6c65bfb55b33c8032bde030");
        assertThat(database.row((String) queued.get("id"))).containsEntry("provider", "INBOXXIA");
    }

    @Test
    void theRowIsDueAtOnceInUtcUnderAnySessionTimeZone() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute("SET TIME ZONE 'America/St_Johns'");
            String id = (String) only(TestDatabase.query(connection, CREATED)).get("id");

            Instant now = (Instant) database.value("SELECT clock_timestamp()");
            Map<String, Object> row = database.row(id);
            for (String column : List.of("runAt", "createdAt", "updatedAt")) {
                assertThat((Instant) row.get(column)).isBetween(now.minusSeconds(60), now);
            }
            assertThat(row)
                    .containsEntry("status", "PENDING")
                    .containsEntry("attempts", 0)
                    .containsEntry("maxAttempts", 8)
                    .containsEntry("eventType", "lead_created")
                    .containsEntry("workspaceId", "ws-1")
                    .containsEntry("lockedBy", null);
        }
    }

    @Test
    void rawHoldsWhatTheDeliveryNeeds() {
        String id = (String) only(database.query("SELECT * FROM courier.enqueue('crm_row_updated', 'ws-1', 'lead-1',"
                        + " '{\"n\": 1.500, \"s\": \"é\"}', NULL, 'm', 'f', 'sheet', '2026-01-02 03:04:05.6789+00')"))
                .get("id");

        assertThat(database.value(
                        "SELECT \"raw\" = jsonb_build_object('eventId', \"id\", 'eventType', 'crm_row_updated',"
                                + " 'occurredAt', '2026-01-02T03:04:05.678Z', 'dedupeKey', \"dedupeKey\","
                                + " 'workspaceId', 'ws-1', 'leadId', 'lead-1', 'messageId', 'm', 'changedField', 'f',"
                                + " 'source', 'sheet', 'row', '{\"n\": 1.500, \"s\": \"é\"}'::jsonb)"
                                + " FROM \"WebhookEvent\" WHERE \"id\" = ?",
                        id))
                .isEqualTo(true);
        assertThat((String) database.row(id).get("raw")).contains("1.500");
    }

    @Test
    void absentPartsAreJsonNulls() {
        String id = (String) only(database.query("SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'l', NULL)"))
                .get("id");

        assertThat(database.value(
                        "SELECT \"raw\" @> '{\"messageId\": null, \"changedField\": null, \"source\": null, \"row\":"
                                + " null}' FROM \"WebhookEvent\" WHERE \"id\" = ?",
                        id))
                .isEqualTo(true);
    }

    @Test
    void aRepeatReturnsTheFirstRowAndChangesNothingWhateverItsState() {
        String sql = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}', 'seed')";
        Map<String, Object> first = only(database.query(sql));
        for (String status : List.of("PENDING", "RUNNING", "SUCCEEDED", "FAILED")) {
            database.update("UPDATE \"WebhookEvent\" SET \"status\" = ?::text::\"WebhookEventStatus\"", status);
            Map<String, Object> before = database.row((String) first.get("id"));

            assertThat(only(database.query(sql)))
                    .isEqualTo(Map.of("id", first.get("id"), "dedupe_key", first.get("dedupe_key"), "queued", false));
            assertThat(database.row((String) first.get("id"))).isEqualTo(before);
        }
    }

    @Test
    void aRepeatWaitsForTheOtherTransactionAndFindsItsRow() throws Exception {
        String sql = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}', 'seed')";
        try (Connection first = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            Map<String, Object> queued = only(TestDatabase.query(first, sql));
            CompletableFuture<Map<String, Object>> second =
                    CompletableFuture.supplyAsync(() -> only(database.query(sql)));
            await().atMost(10, TimeUnit.SECONDS).until(this::somebodyWaitsForALock);

            first.commit();

            assertThat(second.get(10, TimeUnit.SECONDS))
                    .containsEntry("id", queued.get("id"))
                    .containsEntry("queued", false);
        }
    }

    @Test
    void aRepeatQueuesWhenTheOtherTransactionIsRolledBack() throws Exception {
        String sql = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}', 'seed')";
        try (Connection first = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            TestDatabase.query(first, sql);
            CompletableFuture<Map<String, Object>> second =
                    CompletableFuture.supplyAsync(() -> only(database.query(sql)));
            await().atMost(10, TimeUnit.SECONDS).until(this::somebodyWaitsForALock);

            first.rollback();

            assertThat(second.get(10, TimeUnit.SECONDS)).containsEntry("queued", true);
            assertThat(database.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(1L);
        }
    }

    @Test
    void theEventGoesWithTheProducersTransaction() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            TestDatabase.query(connection, CREATED);
            connection.rollback();
        }

        assertThat(database.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(0L);
    }

    @Test
    void listenersAreNotifiedAtCommitOfANewRowOnly() throws SQLException {
        String sql = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}', 'seed')";
        try (Connection listener = database.dataSource().getConnection()) {
            listener.createStatement().execute("LISTEN courier_wakeup");
            database.query(sql);

            assertThat(listener.unwrap(PGConnection.class).getNotifications(10_000))
                    .singleElement()
                    .satisfies(
                            notification -> assertThat(notification.getName()).isEqualTo("courier_wakeup"));

            database.query(sql);
            database.update("NOTIFY courier_wakeup, 'last'");
            assertThat(listener.unwrap(PGConnection.class).getNotifications(10_000))
                    .singleElement()
                    .satisfies(notification ->
                            assertThat(notification.getParameter()).isEqualTo("last"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NULL, 'ws', 'lead', '{}'                  | event_type must not be blank",
                "' ', 'ws', 'lead', '{}'                   | event_type must not be blank",
                "'lead_created', NULL, 'lead', '{}'        | workspace_id must not be blank",
                "'lead_created', E' \\t\\n', 'lead', '{}'  | workspace_id must not be blank",
                "'lead_created', 'ws', NULL, '{}'          | lead_id must not be blank",
                "'lead_created', 'ws', '', '{}'            | lead_id must not be blank",
                "'lead_deleted', 'ws', 'lead', '{}'        | event_type must be lead_created or crm_row_updated, not \"lead_deleted\"",
                "'lead_created', 'ws', 'lead', '{}', provider => ' ' | provider must not be blank",
                "'lead_created', 'ws', 'lead', '{}', occurred_at => 'infinity' | occurred_at must lie in the years 1 to 9999",
            },
            quoteCharacter = '`')
    void whatCannotBeDeliveredIsRefusedWithTheArgumentsName(String arguments, String message) {
        assertThatThrownBy(() -> database.query("SELECT * FROM courier.enqueue(" + arguments + ")"))
                .cause()
                .isInstanceOfSatisfying(SQLException.class, error -> assertThat(error.getSQLState())
                        .isEqualTo("22023"))
                .hasMessageContaining("courier.enqueue: " + message);
    }

    @Test
    void anUnknownProviderIsRefusedByTheTablesEnum() {
        assertThatThrownBy(() ->
                        database.query("SELECT * FROM courier.enqueue('x', 'ws', 'lead', '{}', provider => 'NOBODY')"))
                .cause()
                .hasMessageContaining("\"NOBODY\"");
    }

    @Test
    void theSessionsSearchPathChangesNothing() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute("CREATE TEMP TABLE \"WebhookEvent\" (\"id\" int)");
            connection.createStatement().execute("SET search_path = pg_temp, courier");

            assertThat(only(TestDatabase.query(connection, CREATED))).containsEntry("queued", true);
        }
        assertThat(database.value("SELECT count(*) FROM public.\"WebhookEvent\""))
                .isEqualTo(1L);
    }

    private boolean somebodyWaitsForALock() {
        return (Boolean) database.value("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock')");
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
