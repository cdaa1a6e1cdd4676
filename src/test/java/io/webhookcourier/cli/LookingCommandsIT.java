package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.cli.Shell.Ended;
import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Commands that look only, with no service running. */
@Execution(ExecutionMode.CONCURRENT)
class LookingCommandsIT {

    private static final String SECRET = "whsec_never_to_be_seen";

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
    void whatPeopleReadIsForScriptsAsJson() throws Exception {
        database.insertEvent(row -> row.id("e-1").status("FAILED").attempts(8));
        database.insertWorkspace("workspace-1", "https://crm.example.com/hook/token-1", SECRET, "lead_created");

        assertThat(json("status").at("/failed/number").asLong()).isEqualTo(1);
        assertThat(json("events", "list").at("/events/0/id").asText()).isEqualTo("e-1");
        assertThat(json("events", "show", "e-1").at("/status").asText()).isEqualTo("FAILED");
        assertThat(json("endpoints", "list").at("/workspaces/0/endpoint/host").asText())
                .isEqualTo("crm.example.com:443");
        assertThat(json("replay", "--failed", "--dry-run").get("events").asLong())
                .isEqualTo(1);
        assertThat(json("purge", "--dry-run").at("/rows/courier.retention.keys").asLong())
                .isZero();
        assertThat(json("migrate", "--dry-run").get("pending")).isEmpty();
    }

    @Test
    void scriptsReadTheSameFromACommandAndFromTheApi() throws Exception {
        database.insertWorkspace("workspace-1", "https://crm.example.com/hook/token-1", SECRET, "lead_created");
        database.insertEvent(
                row -> row.id("e-1").provider("INBOXXIA").status("FAILED").raw("{\"leadId\": \"lead-1\"}"));
        database.update("INSERT INTO courier.audit (actor, action, target) VALUES ('ada', 'replay', 'event:e-1')");
        try (RunningCourier service = RunningCourier.start(database, Map.of())) {
            Http api = Http.to(service.url());
            for (Map.Entry<String, List<String>> same : Map.of(
                            "/events?status=FAILED,PENDING",
                            List.of("events", "list", "--status", "failed,PENDING"),
                            "/events?leadId=lead-1",
                            List.of("events", "list", "--lead", "lead-1"),
                            "/events/e-1",
                            List.of("events", "show", "e-1"),
                            "/workspaces",
                            List.of("endpoints", "list"),
                            "/audit",
                            List.of("audit"),
                            "/replays",
                            List.of("replay", "--jobs"))
                    .entrySet()) {
                JsonNode answer = new ObjectMapper()
                        .readTree(api.get("/api/v1" + same.getKey()).body());
                assertThat(answer.isObject()).isTrue();
                assertThat(json(same.getValue().toArray(String[]::new)))
                        .as(same.getKey())
                        .isEqualTo(answer);
            }
            assertThat(json("status").properties().stream().map(Map.Entry::getKey))
                    .containsExactlyElementsOf(new ObjectMapper()
                            .readTree(api.get("/api/v1/overview").body()).properties().stream()
                                    .map(Map.Entry::getKey)
                                    .toList());
            assertThat(shell.run("events", "export", "--status", "FAILED").out().replace("\n", "\r\n"))
                    .isEqualTo(api.get("/api/v1/events.csv?status=FAILED").body());
        }
    }

    @Test
    void theManualPageNamesEveryCommandAndIsOneForMan() throws Exception {
        Path page = Files.createTempFile("webhook-courier", ".1");
        Files.writeString(page, Shell.withoutDatabase().run("man").out());

        Process man = new ProcessBuilder("man", "--warnings", "-P", "cat", "-l", page.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("webhook-courier events export", "--key KEY", "courier.audit")
                .doesNotContain("warning");
        assertThat(man.waitFor()).isZero();
        Files.delete(page);
    }

    @Test
    void noCommandShowsASecretOrThePathOfAnEndpoint() {
        database.insertEvent(row -> row.id("e-1").status("FAILED").attempts(8));
        database.insertWorkspace("workspace-1", "https://127.0.0.1/hook/token-1", SECRET, "lead_created");

        for (List<String> command : List.of(
                List.of("status"),
                List.of("events", "list"),
                List.of("events", "show", "e-1", "--payload"),
                List.of("events", "show", "e-1", "--json"),
                List.of("events", "show", "e-1", "--curl"),
                List.of("events", "export"),
                List.of("endpoints", "list"),
                List.of("endpoints", "list", "--json"),
                List.of("endpoints", "check", "--workspace", "workspace-1", "--send"),
                List.of("endpoints", "check", "--workspace", "workspace-1", "--send", "--json"),
                List.of("doctor"))) {
            Ended ended = shell.run(command.toArray(String[]::new));

            assertThat(ended.out() + ended.err())
                    .as("%s", command)
                    .isNotEmpty()
                    .doesNotContain(SECRET)
                    .doesNotContain("token-1");
        }
    }

    @Test
    void anUnknownEventIsReportedAndAMistakeIsOneLine() {
        Ended unknown = shell.run("events", "show", "nowhere");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("there is no event with the id or dedupeKey nowhere\n");

        for (List<String> wrong : List.of(
                List.of("events"),
                List.of("events", "list", "--status", "LOST"),
                List.of("events", "list", "--limit", "201"),
                List.of("events", "list", "--after", "x"),
                List.of("endpoints", "check"))) {
            Ended refused = shell.run(wrong.toArray(String[]::new));
            assertThat(refused.exitCode()).as("%s", wrong).isEqualTo(2);
            assertThat(refused.err().strip()).as("%s", wrong).hasLineCount(1);
        }
    }

    @Test
    void tailPrintsAttemptsAsTheyAreRecordedEachOnce() {
        attempt("e-1", 1);
        try (CourierProcess tail = shell.start("events", "tail")) {
            tail.awaitOutput(
                    "lead_created e-1 of w-1: attempt 1, 12 ms, the receiver returned HTTP 200",
                    Duration.ofSeconds(30));
            attempt("e-2", 1);
            tail.awaitOutput("lead_created e-2", Duration.ofSeconds(10));
            attempt("e-3", 1);
            tail.awaitOutput("lead_created e-3", Duration.ofSeconds(10));
            assertThat(tail.stdout()).hasLineCount(3);
            tail.terminate();
        }
    }

    @Test
    void aTestEventIsSignedWithTheWorkspacesSecret() {
        try (Receiver receiver = Receiver.start()) {
            database.insertWorkspace("workspace-1", receiver.url(), SECRET, "lead_created");
            shell.with("COURIER_EGRESS_ALLOW_HTTP", "true").with("COURIER_EGRESS_ALLOWED_NETWORKS", "127.0.0.0/8");

            Ended done = shell.run("endpoints", "check", "--workspace", "workspace-1", "--send");

            assertThat(done.exitCode()).isZero();
            assertThat(done.out()).contains("Decision   deliveries may go there", "Outcome    accepted with HTTP 200");
            await().untilAsserted(() -> assertThat(receiver.requests())
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.header("x-zrg-event")).isEqualTo("courier_test");
                        assertThat(request.header("x-zrg-signature"))
                                .isEqualTo(WebhookSignature.of(
                                        SigningKey.of(SECRET), request.header("x-zrg-timestamp"), request.body()));
                    }));
            assertThat(database.value("SELECT count(*) FROM courier.delivery_attempt"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void aForbiddenEndpointIsRefusedWithoutADatabase() {
        Ended refused = Shell.withoutDatabase().run("endpoints", "check", "https://2130706433/x", "--send");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out())
                .contains("Address    127.0.0.1  forbidden: loopback")
                .contains("Decision   refused: egress_denied: loopback (127.0.0.1)")
                .contains("a delivery would fail permanently: egress_denied: loopback");
        assertThat(refused.err()).isEmpty();
    }

    @Test
    void theDoctorSaysWhatToDoInALineEach() throws Exception {
        database.update("DROP INDEX \"WebhookEvent_status_runAt_idx\"");
        shell.folder().editRoute("post-webhook", "ref: signRequest", "ref: signRequst");

        Ended found = shell.run("doctor");

        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out().lines().filter(line -> line.startsWith("PROBLEM")))
                .satisfiesExactly(
                        index -> assertThat(index)
                                .contains(
                                        "CREATE INDEX CONCURRENTLY ON \"public\".\"WebhookEvent\" (\"status\", \"runAt\")"),
                        workers -> assertThat(workers).contains("no worker is alive"),
                        routes -> assertThat(routes).contains("routes/post-webhook.camel.yaml", "signRequst"));
    }

    @Test
    void theDoctorFindsAHealthyServiceHealthy() {
        String worker = "INSERT INTO courier.worker VALUES (?, 'w', 'host', 1, '1', now(), now(), now() + interval"
                + " '5 minutes')";
        database.update(worker, "w/1");

        Ended found = shell.run("doctor");

        assertThat(found.out().lines()).allMatch(line -> line.startsWith("ok "));
        assertThat(found.exitCode()).isZero();

        database.update(worker, "w/2");
        Ended twice = shell.run("doctor");
        assertThat(twice.out()).contains("note     workers   2 share the courier.instance-id w: ");
        assertThat(twice.exitCode()).isZero();
    }

    @Test
    void withoutADatabaseOrAServiceThereIsNothingToLookAt() {
        Ended refused = Shell.withoutDatabase().run("status");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().strip())
                .hasLineCount(1)
                .isEqualTo("courier.database.url is empty, and no embedded PostgreSQL runs in data/postgres: start the"
                        + " service in this folder and use the command beside it, or set DATABASE_URL");
    }

    @Test
    void besideAServiceWithTheEmbeddedDatabaseCommandsUseIt() {
        Shell embedded = Shell.withoutDatabase();
        try (CourierProcess service = embedded.start()) {
            service.awaitOutput("one at the second attempt", Duration.ofSeconds(120));

            assertThat(embedded.run("events", "list").out()).contains("demo-accepted", "demo-busy", "demo-refused");
            assertThat(embedded.run("status").out()).contains("Failed       1");
            service.terminate();
            service.awaitExit(Duration.ofMinutes(3));
        }
    }

    @Test
    void theCompletionScriptIsOneForBash() throws Exception {
        Path script = Files.createTempFile("completion", ".bash");
        Files.writeString(script, Shell.withoutDatabase().run("completion").out());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + " && complete -p webhook-courier && type _complete_webhook-courier")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("complete", "_complete_webhook-courier", "doctor");
        assertThat(bash.waitFor()).isZero();
        Files.delete(script);
    }

    private JsonNode json(String... arguments) throws Exception {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        Ended ended = shell.run(all);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private void attempt(String event, int attempt) {
        database.update(
                "INSERT INTO courier.delivery_attempt (started_at, attempt, duration_ms, status_code, claim_id,"
                        + " webhook_event_id, outcome, event_type, workspace_id) VALUES (now(), ?, 12, 200,"
                        + " gen_random_uuid(), ?, 'DELIVERED', 'lead_created', 'w-1')",
                attempt,
                event);
    }
}
