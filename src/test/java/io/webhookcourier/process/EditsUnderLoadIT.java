package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The diffs of docs/edits.md, applied to the packaged jar's working folder while events are being delivered: none is lost,
 * none is sent twice, and each edit does what the page says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditsUnderLoadIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 100;
    private static final String RELOADED = "The routes were reloaded";

    private final WorkingFolder folder = WorkingFolder.create();
    private final TestDatabase database = TestDatabase.create();
    private final Receiver receiver = Receiver.start();
    private final Map<String, String> expected = new HashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private HttpServer api;
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
            byte[] lead = "{\"name\": \"Grace\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, lead.length);
            exchange.getResponseBody().write(lead);
            exchange.close();
        });
        api.start();
        diffs = PageDiff.of(Path.of("docs", "edits.md"));
        // Before the start, because it needs a setting that is read then.
        diffs.get("A provider in YAML").applyTo(folder.path());
        folder.set("inboxxia.url", receiver.url());
        folder.set("inboxxia.secret", "whsec_inboxxia");
        folder.set("courier.queue.providers", "CRM,INBOXXIA");
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
        courier = CourierProcess.start(
                folder, Map.of("DATABASE_URL", database.jdbcUrl(), "COURIER_DATABASE_USERNAME", database.username()));
        courier.awaitOutput("claiming", LIMIT);
    }

    @AfterAll
    void stop() {
        courier.close();
        receiver.close();
        api.stop(0);
        database.close();
    }

    @Test
    void everyDiffOfThePageIsApplied() throws Exception {
        Map<String, Consumer<List<String>>> seen = new HashMap<>();
        seen.put("Log what is sent", ids -> assertThat(courier.stdout())
                .contains(" INFO  deliver-crm sends " + last(ids)));
        seen.put("Tap", ids -> courier.awaitOutput(" INFO  audit audited " + last(ids), LIMIT));
        seen.put("A header", ids -> assertThat(request(last(ids)).header("x-lead-id"))
                .isEqualTo("lead-" + EVENTS));
        seen.put("By content", ids -> {});
        seen.put("A second database", ids -> assertThat(request(last(ids)).text())
                .contains("\"name\":\"Ada\""));
        seen.put("A REST look-up", ids -> {
            assertThat(request(last(ids)).text()).contains("\"name\":\"Grace\"");
            assertThat(request(last(ids)).header("authorization")).isNull();
            assertThat(tokens).containsOnly("Bearer api-token");
        });
        seen.put("Throttle", ids -> {});
        seen.put("A provider in YAML", ids -> {});
        assertThat(diffs.keySet()).containsExactlyInAnyOrderElementsOf(seen.keySet());

        for (String edit : diffs.keySet()) {
            if (edit.equals("A provider in YAML")) {
                continue;
            }
            insert(EVENTS, "{\"leadId\": \"lead-%d\", \"row\": {\"id\": \"r\"}}", "SUCCEEDED");
            PageDiff.Undo undo = whileReloading(() -> diffs.get(edit).applyTo(folder.path()));
            boolean withoutRow = Set.of("A second database", "A REST look-up").contains(edit);
            List<String> edited = insert(
                    EVENTS,
                    withoutRow ? "{\"leadId\": \"lead-%d\"}" : "{\"leadId\": \"lead-%d\", \"row\": {\"id\": \"r\"}}",
                    "SUCCEEDED");
            if (edit.equals("By content")) {
                insert(10, "{\"leadId\": \"test-%d\", \"row\": {\"id\": \"r\"}}", "test_lead");
            }
            awaitOutcomes();
            seen.get(edit).accept(edited);
            insert(EVENTS, "{\"leadId\": \"lead-%d\", \"row\": {\"id\": \"r\"}}", "SUCCEEDED");
            whileReloading(() -> {
                undo.run();
                return null;
            });
            awaitOutcomes();
        }
        String inboxxia = database.insertEvent(row -> row.provider("INBOXXIA").raw("{\"in\": \"yaml\"}"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(database.row(inboxxia)).containsEntry("status", "SUCCEEDED"));
        assertThat(request(inboxxia).text()).isEqualTo("{\"in\": \"yaml\"}");
        assertNothingLostOrDoubled();
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
                        database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE status <> 'SUCCEEDED'"))
                .as(courier.stdout())
                .isEqualTo(0L));
    }

    private void assertNothingLostOrDoubled() {
        expected.forEach((id, outcome) -> {
            int requests = outcome.equals("SUCCEEDED") ? 1 : 0;
            assertThat(receiver.requests(id)).as(id + " " + outcome).hasSize(requests);
            if (requests == 0) {
                assertThat(database.attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                        .containsEntry("outcome", "SKIPPED")
                        .extracting(values -> String.valueOf(values.get("error")))
                        .asString()
                        .contains(outcome));
            }
        });
        assertThat(database.query("SELECT DISTINCT status FROM \"WebhookEvent\""))
                .hasSize(1);
        assertThat(Set.copyOf(expected.values())).hasSize(2);
    }

    private ReceivedRequest request(String id) {
        return receiver.requests(id).get(0);
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }
}
