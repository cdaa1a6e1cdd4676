package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No secret in anything that the packaged jar lets out (contract, section 7): it logs everything, goes every way that a
 * delivery can go, and whatever it wrote and whatever can be read of it is searched.
 */
class SecretsIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Canary WEBHOOK = new Canary("the workspace's secret", "canary-Webhook-4f7Qz!");
    private static final Canary DATABASE = new Canary("the database's password", "canary-Database-8kWx~");
    private static final Canary TOKEN = new Canary("courier.http.token", "canary-Token-2vBn-9");
    private static final Canary TRUSTSTORE = new Canary("the truststore's password", "canary-Trust-6hYp_");
    private static final Canary IN_URL = new Canary("the password in an endpoint's URL", "canary-InUrl-3mRc.");
    private static final Canary IN_PATH = new Canary("the path of an endpoint's URL", "canary-Path-5tGb2");
    private static final Canary IN_QUERY = new Canary("the query of an endpoint's URL", "canary-Query-1sEw8");
    private static final Canary USERS = new Canary("a secret of a user's route", "canary-Users-9dLk+");
    private static final List<Canary> ALL =
            List.of(WEBHOOK, DATABASE, TOKEN, TRUSTSTORE, IN_URL, IN_PATH, IN_QUERY, USERS);

    /** A user's steps that hold a secret and print everything. */
    private static final String LOGGING = """
                    - setHeader:
                        id: authorize
                        name: Authorization
                        simple: "Bearer ${properties:users.secret}"
                    - setVariable:
                        id: keep
                        name: api-key
                        simple: "${properties:users.secret}"
                    - to:
                        id: print
                        uri: log
                        parameters:
                          loggerName: printed
                          showAll: true
            """;

    private final WorkingFolder folder = WorkingFolder.create();
    private final int managementPort = freePort();

    @ParameterizedTest(name = "log as {0}")
    @ValueSource(strings = {"text", "json"})
    void noOutputHoldsASecret(String format) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start()) {
            Map<String, String> ends = insertEvents(database, receiver);
            settings(format);
            StringBuilder output = new StringBuilder();
            try (CourierProcess process = CourierProcess.start(folder, environment(database))) {
                ends.forEach((id, status) -> await(id + " ends as " + status)
                        .atMost(LIMIT)
                        .until(() -> database.row(id).get("status").equals(status)
                                && !database.attempts(id).isEmpty()));
                breakARouteAndTheConnections(process, database);

                output.append(ManagementDump.of(process));
                assertWhole(output, "java.lang:type=Runtime SystemProperties=", "type=routes,name=\"post-webhook\"");
                for (String path : List.of("metrics", "health", "health/live", "health/ready")) {
                    output.append(get("/observe/" + path));
                }
                process.terminate();
                process.awaitExit(LIMIT);
                output.append(process.stdout()).append(process.stderr());
            }
            assertWhole(output, "TRACE", "courier_deliveries_total", "InternalHttpClient", "api-key=(hidden)");
            output.append(database.query("SELECT * FROM courier.delivery_attempt"));
            output.append(database.query("SELECT \"lastError\" FROM \"WebhookEvent\""));
            output.append(database.query("SELECT * FROM courier.worker"));

            assertThat(ALL).filteredOn(canary -> canary.isIn(output.toString())).isEmpty();
        }
    }

    /** What the search would find, so that it can be trusted to have found nothing. */
    @Test
    void theSearchFindsASecretInEveryForm() {
        assertThat(WEBHOOK.isIn("secret=canary-Webhook-4f7Qz!;")).isTrue();
        assertThat(WEBHOOK.isIn("63616e6172792D576562686f6f6b2d346637517a21")).isTrue();
        assertThat(WEBHOOK.isIn("dTpjYW5hcnktV2ViaG9vay00ZjdReiE="))
                .as("base64 of u:…")
                .isTrue();
        assertThat(WEBHOOK.isIn("Y2FuYXJ5LVdlYmhvb2stNGY3UXohIQ"))
                .as("base64 of …!")
                .isTrue();
        assertThat(WEBHOOK.isIn("canary-Webhook")).isFalse();
    }

    /** Something was searched. Not by a matcher, which would print all of it. */
    private static void assertWhole(StringBuilder output, String... parts) {
        assertThat(parts)
                .filteredOn(part -> output.indexOf(part) < 0)
                .as("not in the output")
                .isEmpty();
    }

    /** @return how each of them is to end, by its id */
    private static Map<String, String> insertEvents(TestDatabase database, Receiver receiver) {
        String secret = WEBHOOK.secret();
        String credentials = "http://user:" + IN_URL.secret() + "@127.0.0.1:" + receiver.port() + "/";
        String hook = receiver.url() + "/" + IN_PATH.secret() + "?key=" + IN_QUERY.secret();
        int notTls = URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
        database.insertWorkspace("good", hook, secret, "lead_created");
        database.insertWorkspace("off", false, receiver.url(), secret, "lead_created");
        database.insertWorkspace("other-events", hook, secret, "crm_row_updated");
        database.insertWorkspace("credentials", credentials, secret, "lead_created");
        database.insertWorkspace("metadata", "http://169.254.169.254/latest", secret, "lead_created");
        database.insertWorkspace(
                "unknown-host", "https://receiver.invalid/" + IN_PATH.secret(), secret, "lead_created");
        database.insertWorkspace("not-tls", "https://127.0.0.1:" + notTls + "/", secret, "lead_created");
        database.insertWorkspace(
                "refused", "http://127.0.0.1:" + freePort() + "/" + IN_PATH.secret(), secret, "lead_created");

        receiver.answer("rejected", Answer.status(400).body("no"));
        receiver.answer("unavailable", Answer.status(503).header("Retry-After", "600"));
        receiver.answer("cut-off", Answer.cutOff());
        receiver.answer("slow", Answer.status(200).after(Duration.ofSeconds(8)));
        for (String id : List.of("delivered", "rejected", "unavailable", "cut-off", "slow")) {
            database.insertEvent(row -> row.id(id).workspaceId("good").maxAttempts(2));
        }
        for (String workspace :
                List.of("off", "other-events", "credentials", "metadata", "unknown-host", "not-tls", "refused")) {
            database.insertEvent(row -> row.id(workspace).workspaceId(workspace));
        }
        database.insertEvent(row -> row.id("no-lead").workspaceId("good").raw("{\"row\": {}}"));
        database.insertEvent(row -> row.id("no-row").workspaceId("good").raw("{\"leadId\": \"l\"}"));
        database.insertEvent(row -> row.id("unknown-type").workspaceId("good").eventType("lead_lost"));
        database.update("INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id) VALUES ('sent', 'x')");
        database.insertEvent(row -> row.id("duplicate").workspaceId("good").dedupeKey("sent"));
        return Map.ofEntries(
                Map.entry("delivered", "SUCCEEDED"),
                Map.entry("off", "SUCCEEDED"),
                Map.entry("other-events", "SUCCEEDED"),
                Map.entry("credentials", "SUCCEEDED"),
                Map.entry("duplicate", "SUCCEEDED"),
                Map.entry("rejected", "FAILED"),
                Map.entry("metadata", "FAILED"),
                Map.entry("no-lead", "FAILED"),
                Map.entry("no-row", "FAILED"),
                Map.entry("unknown-type", "FAILED"),
                Map.entry("unavailable", "PENDING"),
                Map.entry("cut-off", "PENDING"),
                Map.entry("slow", "PENDING"),
                Map.entry("unknown-host", "PENDING"),
                Map.entry("not-tls", "PENDING"),
                Map.entry("refused", "PENDING"));
    }

    private void settings(String format) throws Exception {
        folder.set("courier.log.level", "TRACE");
        folder.set("courier.log.format", format);
        folder.set("courier.management.port", Integer.toString(managementPort));
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        folder.set("courier.delivery.timeout", "6s");
        folder.set("courier.retry.initial-delay", "10m");
        folder.set("courier.http.token", TOKEN.secret());
        folder.set("courier.tls.truststore", truststore().toString());
        folder.set("courier.tls.truststore-password", TRUSTSTORE.secret());
        folder.set("courier.log.levels", "org.apache.hc.client5.http.wire=TRACE,org.apache.camel=TRACE");
        folder.set("camel.main.tracing", "true");
        folder.set("users.secret", USERS.secret());
        folder.editRoute(
                "post-webhook",
                "        - process:\n            id: limit-payload",
                LOGGING + "        - process:\n            id: limit-payload");
    }

    private static Map<String, String> environment(TestDatabase database) {
        String url = database.jdbcUrl().replace("jdbc:postgresql://", "");
        return Map.of("DATABASE_URL", "postgresql://postgres:" + DATABASE.secret() + "@" + url);
    }

    /** The ways of errors that no delivery takes. */
    private void breakARouteAndTheConnections(CourierProcess process, TestDatabase database) {
        folder.editRoute("post-webhook", "ref: signRequest", "ref: noSuchBean");
        process.awaitOutput("noSuchBean", LIMIT);
        database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
        String late = database.insertEvent(row -> row.workspaceId("good"));
        await("delivery after the cut")
                .atMost(LIMIT)
                .until(() -> database.row(late).get("status").equals("SUCCEEDED"));
    }

    private Path truststore() throws Exception {
        Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        KeyStore ofTheJvm = KeyStore.getInstance(authorities.toFile(), (char[]) null);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        String alias = ofTheJvm.aliases().nextElement();
        own.setCertificateEntry(alias, ofTheJvm.getCertificate(alias));
        Path file = folder.path().resolve("truststore.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            own.store(out, TRUSTSTORE.secret().toCharArray());
        }
        return file;
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
        String headers = response.headers().map().entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        return headers + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
