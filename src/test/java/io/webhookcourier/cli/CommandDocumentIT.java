package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.cli.Shell.Ended;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * docs/cli.md shows what the commands print. With {@code -Dcli.document=write} it is rewritten instead.
 */
@Execution(ExecutionMode.CONCURRENT)
class CommandDocumentIT {

    private static final Path DOCUMENT = Path.of("docs", "cli.md");
    private static final Pattern BLOCK =
            Pattern.compile("```console\n\\$ webhook-courier ([^\n]*)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void whatTheDocumentShowsIsWhatIsPrinted() throws Exception {
        String document = Files.readString(DOCUMENT);
        StringBuilder actual = new StringBuilder();
        try (TestDatabase database = TestDatabase.create()) {
            fill(database);
            Shell shell = Shell.on(database).with("COLUMNS", "150");
            Matcher block = BLOCK.matcher(document);
            while (block.find()) {
                Ended ended = shell.run(arguments(block.group(1)));
                String printed = ended.out() + ended.err();
                block.appendReplacement(
                        actual,
                        Matcher.quoteReplacement(
                                "```console\n$ webhook-courier " + block.group(1) + "\n" + printed + "```"));
            }
            block.appendTail(actual);
        }
        if ("write".equals(System.getProperty("cli.document"))) {
            Files.writeString(DOCUMENT, actual);
            return;
        }
        assertThat(normalised(actual.toString())).isEqualTo(normalised(document));
    }

    /** Without what differs between two runs: times, durations, names of machines, versions, widths of columns. */
    private static String normalised(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
                .replaceAll("(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d", "<time>")
                .replaceAll("\\d+ (ms|s|min|h)\\b", "<duration>")
                .replaceAll("PostgreSQL [^,]+,", "PostgreSQL <version>,")
                .replaceAll("\\S+@\\S+ \\(command line\\)", "<operator>")
                .replaceAll("about [\\d,]+ rows", "about <n> rows")
                .replaceAll("all \\d+ load", "all <n> load")
                .replaceAll("…", "")
                .replaceAll(" {2,}", "  ");
    }

    private static String[] arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(line);
        while (argument.find()) {
            arguments.add(argument.group(1) == null ? argument.group(2) : argument.group(1));
        }
        return arguments.toArray(String[]::new);
    }

    private static void fill(TestDatabase database) throws IOException {
        Instant now = Instant.now();
        database.insertWorkspace(
                "acme", "https://crm.acme.example/hooks/courier", "whsec_acme", "lead_created", "crm_row_updated");
        database.insertWorkspace("globex", false, "https://globex.example/in", null, "lead_created");
        database.insertEvent(row -> row.id("evt-1001")
                .workspaceId("acme")
                .status("SUCCEEDED")
                .attempts(1)
                .runAt(now.minusSeconds(600)));
        database.update(
                "INSERT INTO courier.delivered_key VALUES ('test:evt-1001', 'evt-1001', now() - interval '10 minutes')");
        attempt(database, "evt-1001", 1, 600, "DELIVERED", 200, null);
        event(database, "evt-1002", "FAILED", 3, 3, now.minusSeconds(300), "crm_webhook_http_error status=503");
        attempt(database, "evt-1002", 1, 310, "RETRY", 503, "crm_webhook_http_error status=503");
        attempt(database, "evt-1002", 2, 307, "RETRY", 503, "crm_webhook_http_error status=503");
        attempt(database, "evt-1002", 3, 301, "FAILED", 503, "crm_webhook_http_error status=503");
        String timeout = "crm_webhook_network_error: crm_webhook_timeout after 10000ms";
        event(database, "evt-1003", "PENDING", 4, 8, now.plusSeconds(840), timeout);
        for (int i = 1; i <= 4; i++) {
            attempt(database, "evt-1003", i, 200 - 40 * i, "RETRY", null, timeout);
        }
        event(database, "evt-1004", "FAILED", 8, 8, now.minusSeconds(250), "crm_webhook_http_error status=503");
        event(database, "evt-1005", "FAILED", 8, 8, now.minusSeconds(240), "crm_webhook_http_error status=503");
        database.update(
                "INSERT INTO courier.worker VALUES ('courier-1/8f0c2d11', 'courier-1', 'app-7', 4711, ?,"
                        + " now() - interval '1 day', now() - interval '2 seconds', now() + interval '5 minutes')",
                version());
        database.update("INSERT INTO courier.minute_figures VALUES (date_trunc('minute', now()), 1, 6, 3, 0)");
        database.update("INSERT INTO courier.workspace_figures VALUES ('acme', date_trunc('hour', now()), 1, 6, 3, 0,"
                + " 'crm_webhook_http_error status=503', now() - interval '4 minutes', 'evt-1005')");
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]*)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static void event(
            TestDatabase database, String id, String status, int attempts, int most, Instant runAt, String error) {
        database.insertEvent(row -> row.id(id)
                .workspaceId("acme")
                .status(status)
                .attempts(attempts)
                .maxAttempts(most)
                .runAt(runAt));
        database.update(
                "UPDATE \"WebhookEvent\" SET \"lastError\" = ?, \"finishedAt\" = least(\"runAt\", now() AT TIME ZONE 'UTC')"
                        + " WHERE \"id\" = ?",
                error,
                id);
    }

    private static void attempt(
            TestDatabase database,
            String id,
            int attempt,
            int secondsAgo,
            String outcome,
            Integer status,
            String error) {
        database.update(
                "INSERT INTO courier.delivery_attempt (started_at, attempt, duration_ms, status_code, claim_id,"
                        + " webhook_event_id, outcome, event_type, workspace_id, worker, error) VALUES (now() - ?::int *"
                        + " interval '1 second', ?, ?, ?, gen_random_uuid(), ?, ?, 'lead_created', 'acme', 'courier-1',"
                        + " ?)",
                secondsAgo,
                attempt,
                status == null ? 10_003 : 48,
                status,
                id,
                outcome,
                error);
    }
}
