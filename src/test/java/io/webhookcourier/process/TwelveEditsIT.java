package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The diffs of docs/twelve-edits.md, applied to the packaged jar's working folder while events are being delivered: none is lost,
 * none is sent twice, and each edit does what the page says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwelveEditsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 80;
    private static final String RELOADED = "The routes were reloaded";
    private static final String WITH_ROW = "{\"leadId\": \"lead-%d\", \"row\": {\"id\": \"r\"}}";
    private static final String WITHOUT_ROW = "{\"leadId\": \"lead-%d\"}";

    /** They are there from the start on, because they need settings that are read then. */
    private static final Set<String> PROVIDERS = Set.of("A provider in YAML", "A provider in Java");

    private static final Set<String> LOOK_UPS = Set.of("A second database", "A REST look-up", "A circuit breaker");

    private final WorkingFolder folder = WorkingFolder.create();
    private final Installation installation = Installation.in(folder);
    private final TestDatabase database = TestDatabase.create();
    private final Receiver receiver = Receiver.start();
    private final Map<String, String> expected = new HashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean apiFails = new AtomicBoolean();
    private HttpServer api;
    private MailSink mails;
    private Map<String, PageDiff> diffs;
    private CourierProcess courier;

    @BeforeAll
    void start() throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/leads/", exchange -> {
            tokens.add(
                    exchange.getRequestMethod().equals("GET")
                            ? exchange.getRequestHeaders().getFirst("Authorization")
                            : exchange.getRequestMethod());
            if (apiFails.get()) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
                return;
            }
            byte[] lead = "{\"name\": \"Grace\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, lead.length);
            exchange.getResponseBody().write(lead);
            exchange.close();
        });
        api.start();
        diffs = PageDiff.of(Path.of("docs", "twelve-edits.md"));
        mails = MailSink.start();
        diffs.get("A provider in YAML").applyTo(folder.path());
        diffs.get("A provider in Java").applyTo(folder.path());
        installation.add(Path.of("target", "ext-edits"));
        installation.pack(
                folder.path().resolve("java"), Path.of("com", "example", "DeliverSales.java"), "deliver-sales.jar");
        database.update("ALTER TYPE \"WebhookProvider\" ADD VALUE 'SALES'");
        folder.set("sales.url", receiver.url());
        folder.set("sales.secret", "whsec_sales");
        folder.set("mail.host", "127.0.0.1");
        folder.set("mail.port", Integer.toString(mails.port()));
        folder.set("courier.retry.initial-delay", "500ms");
        folder.set("courier.retry.maximum-delay", "2s");
        folder.set("courier.retry.jitter", "0");
        folder.set("inboxxia.url", receiver.url());
        folder.set("inboxxia.secret", "whsec_inboxxia");
        folder.set("courier.queue.providers", "CRM,INBOXXIA,SALES");
        folder.set("courier.demo", "false");
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        folder.set("crm.api.url", "http://127.0.0.1:" + api.getAddress().getPort());
        folder.set("crm.api.token", "api-token");
        folder.set("crm.database.url", database.jdbcUrl());
        folder.set("crm.database.username", database.username());
        folder.set("crm.database.password", "");
        database.update("CREATE TABLE lead (id text PRIMARY KEY, name text)");
        database.update("INSERT INTO lead SELECT 'lead-' || i, 'Ada' FROM generate_series(1, 1000) i");
        database.insertWorkspace("w", receiver.url(), "whsec_w", "lead_created");
        courier = CourierProcess.startJar(
                installation.jar(),
                folder,
                Map.of("DATABASE_URL", database.jdbcUrl(), "COURIER_DATABASE_USERNAME", database.username()));
        courier.awaitOutput("claiming", LIMIT);
    }

    @AfterAll
    void stop() {
        if (courier != null) {
            courier.close();
        }
        mails.close();
        receiver.close();
        api.stop(0);
        database.close();
    }

    @Test
    void everyDiffOfThePageIsApplied() throws Exception {
        Map<String, Consumer<List<String>>> seen = new HashMap<>();
        seen.put("A log line", ids -> courier.awaitOutput(" INFO  deliver-crm sends " + last(ids), LIMIT));
        seen.put("A tap", ids -> courier.awaitOutput(" INFO  audit audited " + last(ids), LIMIT));
        seen.put("A header", ids -> assertThat(request(last(ids)).header("x-lead-id"))
                .isEqualTo("lead-" + EVENTS));
        seen.put("A route by content", ids -> {
            insert(10, "{\"leadId\": \"test-%d\", \"row\": {\"id\": \"r\"}}", "test_lead");
            awaitOutcomes();
        });
        seen.put("A second database", ids -> assertThat(request(last(ids)).text())
                .contains("\"name\":\"Ada\""));
        seen.put("A REST look-up", ids -> {
            assertThat(request(last(ids)).text()).contains("\"name\":\"Grace\"");
            assertThat(request(last(ids)).header("authorization")).isNull();
            assertThat(tokens).containsOnly("Bearer api-token");
        });
        seen.put("A circuit breaker", this::theBreakerOpensAndCloses);
        seen.put("A throttle", ids -> {});
        seen.put("A mail on failure", ids -> aMailIsSent());
        seen.put("A provider in YAML", ids -> {});
        seen.put("A provider in Java", ids -> {});
        seen.put("A tested route", ids -> {});
        assertThat(diffs.keySet())
                .containsExactlyInAnyOrderElementsOf(seen.keySet())
                .hasSize(12);

        for (String edit : diffs.keySet()) {
            if (PROVIDERS.contains(edit) || edit.equals("A tested route")) {
                continue;
            }
            insert(EVENTS, WITH_ROW, "SUCCEEDED");
            PageDiff.Undo undo = whileReloading(() -> diffs.get(edit).applyTo(folder.path()));
            List<String> edited = insert(EVENTS, LOOK_UPS.contains(edit) ? WITHOUT_ROW : WITH_ROW, "SUCCEEDED");
            awaitOutcomes();
            seen.get(edit).accept(edited);
            insert(EVENTS, WITH_ROW, "SUCCEEDED");
            whileReloading(() -> {
                undo.run();
                return null;
            });
        }
        String yaml = insertOf("INBOXXIA", "{\"in\": \"yaml\"}");
        String java = insertOf("SALES", "{\"in\": \"java\"}");
        awaitOutcomes();
        assertThat(request(yaml).text()).isEqualTo("{\"in\": \"yaml\"}");
        assertThat(request(java).text()).isEqualTo("{\"in\": \"java\"}");
        assertThat(request(java).header("x-zrg-signature")).startsWith("sha256=");
        assertNothingLostOrDoubled();
    }

    /** As long as the API fails events are tried again, and once it answers all are delivered. */
    private void theBreakerOpensAndCloses(List<String> withLead) {
        assertThat(request(last(withLead)).text()).contains("\"name\":\"Grace\"");
        apiFails.set(true);
        insert(30, WITHOUT_ROW, "SUCCEEDED");
        await().atMost(LIMIT).until(() -> !database.value("SELECT count(*) FROM courier.delivery_attempt"
                        + " WHERE error LIKE 'route_error: CallNotPermittedException%'")
                .equals(0L));
        apiFails.set(false);
        awaitOutcomes();
    }

    private void aMailIsSent() {
        receiver.answer("refused", Answer.status(422));
        database.insertEvent(row -> row.id("refused").workspaceId("w").raw(WITH_ROW.replace("%d", "1")));
        expected.put("refused", "FAILED");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(mails.mails())
                .as(courier.stdout())
                .singleElement()
                .asString()
                .contains("Subject: Webhook refused of w failed", "lead_created failed at attempt 1: "));
    }

    private String insertOf(String provider, String raw) {
        String id = database.insertEvent(row -> row.provider(provider).raw(raw));
        expected.put(id, "SUCCEEDED");
        return id;
    }

    private interface Edit<T> {
        T apply() throws Exception;
    }

    private <T> T whileReloading(Edit<T> edit) throws Exception {
        int before = reloads();
        T result = edit.apply();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(reloads()).as(courier.stdout()).isGreaterThan(before));
        return result;
    }

    private int reloads() {
        return courier.stdout().split(RELOADED, -1).length;
    }

    /** Due one after another, so that events are under way while the routes are exchanged. */
    private List<String> insert(int count, String raw, String outcome) {
        String batch = "batch-" + expected.size() + "-";
        database.update(
                "INSERT INTO \"WebhookEvent\" (id, provider, \"eventType\", \"dedupeKey\", status, \"runAt\", attempts,"
                        + " \"maxAttempts\", \"workspaceId\", raw, \"createdAt\", \"updatedAt\")"
                        + " SELECT ? || i, 'CRM', 'lead_created', ? || i, 'PENDING',"
                        + " (now() AT TIME ZONE 'UTC') + i * interval '20 ms', 0, 8, 'w',"
                        + " replace(?, '%d', i::text)::jsonb, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'"
                        + " FROM generate_series(1, ?::int) i",
                batch, batch, raw, count);
        List<String> ids =
                IntStream.rangeClosed(1, count).mapToObj(i -> batch + i).toList();
        ids.forEach(id -> expected.put(id, outcome));
        return ids;
    }

    private void awaitOutcomes() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE status IN ('PENDING', 'RUNNING')"))
                .as(courier.stdout())
                .isEqualTo(0L));
    }

    private void assertNothingLostOrDoubled() {
        Map<String, Object> statuses = new HashMap<>();
        database.query("SELECT id, status FROM \"WebhookEvent\"")
                .forEach(row -> statuses.put(String.valueOf(row.get("id")), row.get("status")));
        expected.forEach((id, outcome) -> {
            boolean skipped = outcome.equals("test_lead");
            assertThat(receiver.requests(id)).as(id + " " + outcome).hasSize(skipped ? 0 : 1);
            assertThat(statuses).as(id).containsEntry(id, skipped ? "SUCCEEDED" : outcome);
            if (skipped) {
                assertThat(database.attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                        .containsEntry("outcome", "SKIPPED")
                        .extracting(values -> String.valueOf(values.get("error")))
                        .asString()
                        .contains(outcome));
            }
        });
        assertThat(statuses).hasSameSizeAs(expected);
    }

    private ReceivedRequest request(String id) {
        return receiver.requests(id).get(0);
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }
}
