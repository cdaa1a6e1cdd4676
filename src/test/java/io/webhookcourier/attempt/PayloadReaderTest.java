package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.RetryableFailureException;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PayloadReaderTest {

    private static final long LIMIT = 4_000_000;
    private static final String NINES = "9".repeat(41);

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aPayloadIsReadToTheLetter() throws Exception {
        String raw = "{\"a\": [" + NINES + ", 1.50, -0.0001, \"\\u0001\\\"\"]}";

        assertThat(read(raw)).isEqualTo(raw);
    }

    @Test
    void aPayloadOfTheLimitIsReadAndOneByteMoreIsNot() throws Exception {
        String raw = "\"" + "x".repeat((int) LIMIT - 2) + "\"";

        assertThat(read(raw)).isEqualTo(raw);
        assertTerminal("\"x" + raw.substring(1), "payload_too_large: " + (LIMIT + 1) + " bytes");
    }

    @Test
    void numbersThatAreLargerWrittenOutAreCountedAndNotWritten() {
        assertTerminal(numbers("1e131071", 9_000), "payload_too_large: 1179648000 bytes");
        assertTerminal(numbers("-1e131071", 1_500), "payload_too_large: 196608000 bytes");
        assertTerminal(numbers("1e-16383", 2_000), "payload_too_large: 32766000 bytes");
        assertTerminal("{\"a\": {\"b\": " + numbers("1e131071", 100) + "}}", "payload_too_large: 13107200 bytes");
    }

    @Test
    void aFewSuchNumbersAreReadDigitByDigit() throws Exception {
        assertThat(read(numbers("1e131071", 3))).hasSize(3 * 131_072 + 6);
    }

    @Test
    void whatIsTooLargeInTheTableIsNotTurnedIntoText() {
        assertTerminal("[" + "\"\",".repeat(7_000_000) + "1]", "payload_too_large: \\d{8} bytes");
    }

    @Test
    void whatPostgresCannotTurnIntoTextIsMalformed() {
        PGSimpleDataSource shallow = new PGSimpleDataSource();
        shallow.setUrl(database.jdbcUrl());
        shallow.setUser(database.username());
        shallow.setOptions("-c max_stack_depth=400kB");
        ClaimedEvent event = event("[".repeat(6_000) + "]".repeat(6_000));

        assertThatThrownBy(() -> new PayloadReader(
                                shallow, QueueFixtures.STATEMENTS, LIMIT, Duration.ofSeconds(5), System::nanoTime)
                        .read(event))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessageMatching("malformed_payload: PostgreSQL cannot read it: .*\\[SQLSTATE 54001]");
    }

    @Test
    void aPayloadThatTakesTooLongIsTriedAgainLater() throws Exception {
        ClaimedEvent event = event("{}");
        PayloadReader hasty = new PayloadReader(
                database.dataSource(), QueueFixtures.STATEMENTS, LIMIT, Duration.ofMillis(50), System::nanoTime);
        try (Connection other = database.dataSource().getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE \"WebhookEvent\"");

            assertThatThrownBy(() -> hasty.read(event))
                    .isInstanceOf(RetryableFailureException.class)
                    .hasMessage("payload_timeout: PostgreSQL took longer than 50 ms to read it");
            PayloadReader cancelled = new PayloadReader(
                    database.dataSource(), QueueFixtures.STATEMENTS, LIMIT, Duration.ofMillis(50), () -> 0);
            assertThatThrownBy(() -> cancelled.read(event)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aPauseOfAWorkspaceThatOnlyThePayloadNamesHolds() throws Exception {
        database.update("INSERT INTO courier.pause (workspace_id) VALUES ('paused-by-payload')");
        String raw = "{\"workspaceId\": \"\\ufeff paused-by-payload\\t\"}";

        assertThatThrownBy(() -> read(raw)).isInstanceOf(HandBackException.class);
        String ofTheRow = database.insertEvent(row -> row.workspaceId("other").raw(raw));
        assertThat(reader().read(QueueFixtures.event(ofTheRow, "k", "other", "w/b/c")))
                .contains("paused-by-payload");
    }

    @Test
    void aRowThatIsGoneHasNoPayload() throws Exception {
        assertThat(reader().read(QueueFixtures.event("gone", "k", null, "w/b/c")))
                .isNull();
    }

    private static void assertTerminal(String raw, String message) {
        assertThatThrownBy(() -> read(raw))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessageMatching(message);
    }

    private static String read(String raw) throws SQLException {
        return reader().read(event(raw));
    }

    private static PayloadReader reader() {
        return new PayloadReader(
                database.dataSource(), QueueFixtures.STATEMENTS, LIMIT, Duration.ofSeconds(5), System::nanoTime);
    }

    private static ClaimedEvent event(String raw) {
        String id = database.insertEvent(row -> row.workspaceId(null).raw(raw));
        return QueueFixtures.event(id, "k", null, "w/b/c");
    }

    private static String numbers(String number, int count) {
        return "[" + (number + ", ").repeat(count - 1) + number + "]";
    }
}
