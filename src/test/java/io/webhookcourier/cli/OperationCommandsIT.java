package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.cli.Shell.Ended;
import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Commands that change something, with no service running. */
@Execution(ExecutionMode.CONCURRENT)
class OperationCommandsIT {

    private TestDatabase database;
    private Shell shell;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        shell = Shell.on(database);
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void replayOfOneTellsWhatItDidAndWhoAndWhyAreOnRecord() {
        failed("e-1");

        Ended done = shell.run("replay", "e-1", "--reason", "receiver fixed");

        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).isEqualTo("Event e-1 was FAILED and is due now, with 0 of 8 attempts made.\n");
        assertThat(done.err()).isEmpty();
        assertThat(database.row("e-1")).containsEntry("status", "PENDING");
        assertThat(database.query("SELECT actor, target, detail->>'reason' AS reason FROM courier.audit"))
                .singleElement()
                .satisfies(audit -> {
                    assertThat(audit).containsEntry("target", "event:e-1").containsEntry("reason", "receiver fixed");
                    assertThat((String) audit.get("actor"))
                            .startsWith(System.getProperty("user.name") + "@")
                            .endsWith(" (command line)");
                });
    }

    @Test
    void oneThatIsRefusedDoesNotKeepTheOthersAndShowsInTheExitCode() {
        failed("e-1");
        delivered("e-2");

        Ended done = shell.run("replay", "e-2", "nowhere", "e-1");

        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.out()).startsWith("Event e-1 was FAILED");
        assertThat(done.err())
                .isEqualTo("event e-2 has already been delivered; to send it again, use --force\n"
                        + "there is no event nowhere\n");
        assertThat(shell.run("replay", "e-2", "--force").out())
                .contains("it was delivered before and will be once more");
    }

    @Test
    void theNameOfTheOperatorIsKeptBesideTheAccount() {
        database.insertWorkspace("acme", "https://example.com", "secret", "lead_created");

        shell.run("pause", "--workspace", "acme", "--by", "Ada Lovelace");

        assertThat((String) database.value("SELECT actor FROM courier.audit"))
                .startsWith("Ada Lovelace (command line of " + System.getProperty("user.name") + "@");
    }

    @Test
    void aMisspelledCommandGetsAProposal() {
        Ended misspelled = shell.run("resme", "--all");

        assertThat(misspelled.exitCode()).isEqualTo(2);
        assertThat(misspelled.err()).hasLineCount(1).contains("did you mean resume or replay?");
    }

    @Test
    void pausingAWorkspaceThatNothingNamesIsDoneWithANote() {
        database.insertWorkspace("acme", "https://example.com", "secret", "lead_created");

        Ended mistyped = shell.run("pause", "--workspace", "acne");

        assertThat(mistyped.exitCode()).isZero();
        assertThat(mistyped.out()).startsWith("Paused: workspace acne, until 'resume --workspace acne'.");
        assertThat(mistyped.err()).isEqualTo("Note: workspace acne has no settings row and no events: check the id\n");
        assertThat(shell.run("pause", "--workspace", " acme ").err()).isEmpty();
    }

    @Test
    void replayOfManyCountsFirstAndNeedsAYes() {
        failed("e-1", "e-2");
        delivered("e-3");

        Ended counted = shell.run("replay", "--failed", "--since", "2h", "--dry-run");
        Ended unsure = shell.run("replay", "--failed", "--since", "2h");
        Ended done = shell.run("replay", "--failed", "--since", "2h", "--yes");

        assertThat(counted.exitCode()).isZero();
        assertThat(counted.out()).startsWith("2 events failed in 1 workspace ");
        assertThat(unsure.exitCode()).isEqualTo(1);
        assertThat(unsure.err()).contains("Nothing was changed: use --yes to replay them.");
        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).isEqualTo("Replay job 1: 2 events requeued.\n");
        assertThat(pending()).containsExactly("e-1", "e-2");
        assertThat(shell.run("replay", "--failed", "--yes").out())
                .isEqualTo("No event matches; nothing was changed.\n");
        assertThat(shell.run("replay", "--jobs").out()).contains("done").contains("(command line)");
    }

    @Test
    void anInterruptedReplayIsResumedWhereItStopped() {
        failed("e-1", "e-2", "e-3", "e-4", "e-5", "e-6", "e-7", "e-8");

        try (CourierProcess interrupted = shell.start("replay", "--failed", "--per-second", "1", "--yes")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> pending().size() >= 2);
            interrupted.terminate();
            interrupted.awaitExit(Duration.ofSeconds(10));
            assertThat(interrupted.stderr())
                    .contains("Interrupted. Resume with: java -jar webhook-courier.jar replay --resume 1");
        }
        assertThat(pending()).hasSizeLessThan(8);
        database.update("UPDATE courier.replay_job SET per_second = 100");

        assertThat(shell.run("replay", "--go-on", "1").out()) // the option of earlier versions
                .isEqualTo("Replay job 1: 8 events requeued.\n");
        assertThat(pending()).hasSize(8);
        Ended again = shell.run("replay", "--stop", "1");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("replay job 1 is done after 8 events: there is nothing to stop\n");
    }

    @Test
    void mistakesInAReplayAreOneLine() {
        for (List<String> wrong : List.of(
                List.of("replay"),
                List.of("replay", "e-1", "--failed"),
                List.of("replay", "e-1", "--dry-run"),
                List.of("replay", "--failed", "--succeeded"),
                List.of("replay", "--failed", "--since", "yesterday"))) {
            Ended refused = shell.run(wrong.toArray(String[]::new));

            assertThat(refused.exitCode()).as("%s", wrong).isEqualTo(2);
            assertThat(refused.err().strip()).as("%s", wrong).hasLineCount(1).contains("replay");
        }
    }

    @Test
    void pauseAndResume() throws Exception {
        assertThat(shell.run("pause", "--workspace", "w-1", "--reason", "they move")
                        .out())
                .isEqualTo("Paused: workspace w-1, until 'resume --workspace w-1'.\n");
        assertThat(shell.run("pause", "--workspace", "w-1").out())
                .isEqualTo("Nothing was changed: workspace w-1 was paused already.\n");
        assertThat(json(shell.run("pause", "--all", "--json")).get("changed").asBoolean())
                .isTrue();
        assertThat(shell.run("status").out())
                .contains("Paused       everything since ", "workspace w-1 since ", ": they move\n");
        assertThat(shell.run("resume", "--all").out())
                .isEqualTo("Resumed: everything. What is due leaves at once; still paused: w-1.\n");
        assertThat(shell.run("resume", "--workspace", "w-1").out())
                .isEqualTo("Resumed: workspace w-1. What is due leaves at once.\n");
        assertThat(shell.run("pause").exitCode()).isEqualTo(2);
    }

    @Test
    void purgeCountsAndRemoves() {
        database.update("INSERT INTO courier.delivered_key SELECT i::text, i::text, now() - interval '401 days'"
                + " FROM generate_series(1, 3000) i");
        database.update("INSERT INTO courier.delivered_key VALUES ('young', 'y', now())");

        assertThat(shell.run("purge", "--dry-run").out())
                .contains("courier.retention.keys: 3,000 rows of courier.delivered_key would be removed.")
                .contains("courier.retention.succeeded: off, so nothing is removed from \"WebhookEvent\".");
        assertThat(shell.run("purge").out())
                .contains("courier.retention.keys: 3,000 rows of courier.delivered_key removed.");
        assertThat(database.query("SELECT dedupe_key FROM courier.delivered_key"))
                .containsExactly(Map.of("dedupe_key", "young"));
        assertThat(database.query("SELECT action, target FROM courier.audit"))
                .containsExactly(Map.of("action", "purge", "target", "table:courier.delivered_key"));
    }

    @Test
    void migrateMakesTheSchemaThatOtherCommandsMiss() {
        try (TestDatabase neverStarted = TestDatabase.ofTheApplication()) {
            Shell other = Shell.on(neverStarted);
            Ended refused = other.run("pause", "--all");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err().strip())
                    .hasLineCount(1)
                    .startsWith("schema courier is missing in this database, or older than this program: run");
            assertThat(other.run("status").err()).isEqualTo(refused.err());

            assertThat(other.run("migrate", "--dry-run").out()).startsWith("To be applied to schema courier:\n  V1 ");
            assertThat(other.run("migrate").out()).startsWith("Applied to schema courier:\n  V1 ");
            assertThat(other.run("migrate").out()).isEqualTo("Schema courier is up to date; nothing was changed.\n");
            assertThat(other.run("pause", "--all").exitCode()).isZero();
        }
    }

    private static JsonNode json(Ended ended) throws Exception {
        return new ObjectMapper().readTree(ended.out());
    }

    private void failed(String... ids) {
        for (String id : ids) {
            database.insertEvent(row -> row.id(id).status("FAILED").attempts(8));
        }
    }

    private void delivered(String id) {
        database.insertEvent(row -> row.id(id).status("SUCCEEDED").attempts(1));
        database.update("INSERT INTO courier.delivered_key VALUES (?, ?)", "test:" + id, id);
    }

    private List<Object> pending() {
        return database.query("SELECT \"id\" FROM \"WebhookEvent\" WHERE \"status\" = 'PENDING' ORDER BY 1").stream()
                .map(row -> row.get("id"))
                .toList();
    }
}
