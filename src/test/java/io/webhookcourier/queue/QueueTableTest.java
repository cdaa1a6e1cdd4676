package io.webhookcourier.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTableTest {

    private static final Path SQL = Path.of("src/main/resources/sql");
    private static final List<String> FOLDERS =
            List.of("attempt", "claim", "maintenance", "operations", "record", "worker", "workspace");

    @Test
    void theApplicationsStatementsAreTheFilesToTheByte() throws IOException {
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(SQL.resolve(folder))) {
                assertThat(files).isNotEmpty().allSatisfy(file -> {
                    String text = Files.readString(file);
                    assertThat(QueueTable.APPLICATION.render(text)).isEqualTo(text);
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "FROM \"WebhookEvent\" AS e                  ; FROM courier_test.delivery AS e",
                "e.\"runAt\" <= now()                        ; e.run_at <= now()",
                "SET \"runAt\" = now()                       ; SET run_at = now()",
                "SELECT e.\"runAt\" AS \"runAt\", c.\"runAt\"  ; SELECT e.run_at AS \"runAt\", c.\"runAt\"",
                "e.\"id\" = ? AND e.\"id\" = ANY (?)         ; e.id = ?::uuid AND e.id = ANY (?::uuid[])",
                "e.\"id\" <> ALL (?)                         ; e.id <> ALL (?::uuid[])",
                "e.\"id\" = o.id AND e.\"id\" = c.\"id\"     ; e.id = o.id::uuid AND e.id = c.\"id\"::uuid",
                "SELECT e.\"id\"                             ; SELECT e.id::text",
                "e.\"maxAttempts\" < 2                       ; (3) < 2",
                "jsonb_typeof(e.\"raw\" -> 'w') = 's'        ; jsonb_typeof(NULL::jsonb -> 'w') = 's'",
                "e.\"raw\" ->> 'workspaceId'                 ; NULL::jsonb ->> 'workspaceId'",
                "jsonb_path_query(c.\"raw\", '$')            ; jsonb_path_query(NULL::jsonb, '$')",
                "e.\"provider\"::text || '/' || w.workspace  ; 'WEBHOOK/' || e.endpoint_id",
                "'\"WebhookEvent\"' -- e.\"id\" isn't \"x\"  ; '\"WebhookEvent\"' -- e.\"id\" isn't \"x\""
            })
    void aStatementIsPutIntoTheNamesOfAnotherTable(String written, String rendered) {
        assertThat(TestQueues.DELIVERIES.render(written)).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT e.\"leadId\"          | a statement names \"leadId\", which the description of queues does not know",
                "FROM \"WorkspaceSettings\"   | a statement names \"WorkspaceSettings\"",
                "SELECT c.\"other\"           | a statement names \"other\"",
                "SET \"provider\" = 'CRM'     | courier_test.delivery has no column for \"provider\""
            })
    void aNameThatIsNotDescribedIsRefused(String written, String refusal) {
        assertThatThrownBy(() -> TestQueues.DELIVERIES.render(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void aConditionIsAskedOfEveryQueue() {
        assertThat(QueueTable.renderForEvery(
                        List.of(QueueTable.APPLICATION, TestQueues.DELIVERIES),
                        "NOT EXISTS (SELECT FROM \"WebhookEvent\" AS e WHERE e.\"lockedBy\" = w.id)\n"))
                .isEqualTo("""
                        NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."lockedBy" = w.id)
                        AND
                        NOT EXISTS (SELECT FROM courier_test.delivery AS e WHERE e.locked_by = w.id)
                        """);
    }

    @Test
    void whatIsWrittenMustBeAColumn() {
        assertThatThrownBy(() -> describedWith(Map.of(QueueColumn.RUN_AT, "now() AT TIME ZONE 'UTC'")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "RUN_AT of courier.delivery must be a column of its own, because it is written: now() AT TIME ZONE"
                                + " 'UTC'");
    }

    @Test
    void aDescriptionIsComplete() {
        Map<QueueColumn, String> columns = new HashMap<>(QueueTable.inSnakeCase(Map.of()));
        columns.remove(QueueColumn.RAW);

        assertThatThrownBy(() -> described(columns)).hasMessage("courier.delivery is described without RAW");
    }

    @ParameterizedTest
    @CsvSource({
        "UUID, 6f1c1ab2-8a0c-4b7e-9d0e-0123456789ab, true",
        "UUID, evt_1, false",
        "BIGINT, 17, true",
        "BIGINT, 99999999999999999999, false",
        "BIGINT, x, false",
        "TEXT, anything, true"
    })
    void aTextThatCannotBeAKeyNamesNoRow(KeyType type, String text, boolean can) {
        assertThat(type.canBe(text)).isEqualTo(can);
    }

    private static void describedWith(Map<QueueColumn, String> others) {
        described(QueueTable.inSnakeCase(others));
    }

    private static void described(Map<QueueColumn, String> columns) {
        new QueueTable(
                "deliveries",
                "courier.delivery",
                columns,
                KeyType.UUID,
                PayloadType.TEXT,
                QueueTable.LANE_OF_WORKSPACE);
    }
}
