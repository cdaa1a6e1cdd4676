package io.webhookcourier.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Generated rows and requests on the packaged jar with a heap of 256 MB, beside a workspace that must not notice.
 * {@code -Dhostile.payloads=1000000} makes as many; {@code -Dhostile.seed} repeats a run.
 */
class HostilePayloadsIT {

    private static final int EVENTS = Integer.getInteger("hostile.payloads", 2_000);
    private static final long SEED = Long.getLong("hostile.seed", 11);
    private static final int SIDE_BY_SIDE = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60 + EVENTS / 50);

    /** So many rows wait at most: what is shown is a flood of odd rows, not a backlog. */
    private static final int MOST_WAITING = 500;

    private static final int MOST_OF_THE_NEIGHBOUR = 5;
    private static final int WARM_UP = 150;

    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();

    private static TestDatabase database;
    private static CountingReceiver receiver;
    private static WorkingFolder folder;
    private static Map<String, String> environment;
    private static CourierProcess process;
    private static String http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        receiver = new CountingReceiver();
        HostileEvents.SERVED.forEach(HostilePayloadsIT::serve);
        serve(QuietNeighbour.WORKSPACE);
        folder = WorkingFolder.create();
        environment = Map.of("DATABASE_URL", database.jdbcUrl() + "?user=" + database.username());
        folder.set("courier.egress.allow-http", "true");
        folder.set("courier.egress.allowed-networks", "127.0.0.0/8");
        folder.set("courier.retry.initial-delay", "100ms");
        folder.set("courier.retry.maximum-delay", "1s");
        process = CourierProcess.start(folder, environment);
        process.awaitOutput("INFO  claiming ", START_LIMIT);
        Matcher console = Pattern.compile("INFO  console +(http://[^/\\s]+)").matcher(process.stdout());
        assertThat(console.find()).isTrue();
        http = console.group(1);
    }

    @AfterAll
    static void stop() {
        process.close();
        receiver.close();
        database.close();
    }

    @Test
    void everyRowEndsWithAReasonAndTheNeighbourIsUnaffected() throws Exception {
        long before = rows();
        // What the first deliveries of a fresh process cost is no row's doing.
        write(WARM_UP, "warm");
        awaitWaiting(0);
        QuietNeighbour neighbour = new QuietNeighbour(database);
        neighbour.begin();
        write(EVENTS, "w");
        awaitWaiting(MOST_OF_THE_NEIGHBOUR);
        int quiet = neighbour.end();
        awaitWaiting(0);

        Map<String, Object> latency = neighbour.latency();
        System.out.printf(
                "hostile payloads, seed %d: %d generated, %d taken, %d refused by what they were offered to;%n  rows by end"
                        + " %s;%n  %d events of the quiet workspace: %s%n",
                SEED, EVENTS + WARM_UP, TAKEN.get(), REFUSED.get(), ends(), quiet, latency);
        assertThat(process.isAlive()).isTrue();
        assertThat(process.stderr()).isEmpty();
        assertThat(process.stdout()).doesNotContain("OutOfMemoryError");
        assertThat(TAKEN.get()).isGreaterThan(EVENTS / 2);
        assertThat(rows() - before).as("rows").isEqualTo(TAKEN.get() + quiet);
        assertEveryRowIsRecorded();
        assertThat(latency).containsEntry("delivered", (long) quiet);
        assertThat((Double) latency.get("p99"))
                .as("p99 of the quiet workspace, in ms")
                .isLessThanOrEqualTo(1_000);
        assertThat(Http.to(http).get("/api/v1/overview").status()).isEqualTo(200);
    }

    @Test
    void whatIsLargerThanItLooksIsShownWithinBounds() {
        String bomb = database.insertEvent(row -> row.workspaceId(HostileEvents.SERVED.get(0))
                .raw("{\"row\": {\"a\": [" + "1e131071,".repeat(9_000) + "1]}}"));
        String nested = database.insertEvent(row -> row.workspaceId(HostileEvents.SERVED.get(0))
                .raw("{\"row\": " + "{\"a\":".repeat(900) + "[" + "1,".repeat(30_000) + "1]" + "}".repeat(900) + "}"));
        awaitWaiting(0);

        for (String id : List.of(bomb, nested)) {
            for (String path : List.of("/api/v1/events/" + id, "/events/" + id)) {
                Http.Answer answer = Http.to(http).get(path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.body().length()).as(path).isLessThan(1_000_000);
            }
            CourierProcess command = CourierProcess.start(folder, environment, "events", "show", id);
            assertThat(command.awaitExit(START_LIMIT)).isZero();
            assertThat(command.stdout()).contains(id).hasSizeLessThan(1_000_000);
        }
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void manyOfTheLargestAtOnceFitIntoTheHeap() {
        for (int i = 0; i < 60; i++) {
            String workspace = HostileEvents.SERVED.get(i % HostileEvents.SERVED.size());
            // Two bytes a character in the heap, for one that does not fit into Latin-1.
            database.update(
                    "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"workspaceId\","
                            + " \"raw\", \"updatedAt\") SELECT 'largest-' || ?, 'CRM', 'lead_created', 'largest-' || ?, ?,"
                            + " jsonb_build_object('leadId', 'l', 'row', jsonb_build_object('a', repeat('x', 4194000) ||"
                            + " '\u65e5')), now() AT TIME ZONE 'UTC'",
                    i,
                    i,
                    workspace);
        }
        awaitWaiting(0);

        assertThat(database.query(
                        "SELECT DISTINCT \"status\"::text, substring(\"lastError\" FROM '^[a-z_]+') AS error FROM"
                                + " \"WebhookEvent\" WHERE \"id\" LIKE 'largest-%'"))
                .containsExactly(Map.of("status", "FAILED", "error", "payload_too_large"));
        assertThat(process.isAlive()).isTrue();
        assertThat(process.stdout()).doesNotContain("OutOfMemoryError");
    }

    private static void assertEveryRowIsRecorded() {
        assertThat(database.query("SELECT left(e.\"id\", 100) AS id, e.\"status\"::text FROM \"WebhookEvent\" AS e"
                        + " WHERE e.\"status\" NOT IN ('SUCCEEDED', 'FAILED') OR e.\"status\" = 'FAILED' AND"
                        + " coalesce(e.\"lastError\", '') = '' OR NOT EXISTS (SELECT FROM courier.delivery_attempt AS a"
                        + " WHERE a.webhook_event_id = courier.indexable(e.\"id\")) LIMIT 10"))
                .as("rows without an end, a reason or a record")
                .isEmpty();
        List<String> unsent = new ArrayList<>();
        for (Map<String, Object> row : database.query("SELECT e.\"id\" FROM \"WebhookEvent\" AS e JOIN"
                + " courier.delivery_attempt AS a ON a.webhook_event_id = courier.indexable(e.\"id\")"
                + " WHERE a.outcome = 'DELIVERED'")) {
            if (!receiver.received(((String) row.get("id")).strip())) {
                unsent.add((String) row.get("id"));
            }
        }
        assertThat(unsent).as("delivered by the record, and received by none").isEmpty();
    }

    private static void awaitWaiting(int most) {
        await("all rows to end")
                .atMost(DRAIN_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> waiting() <= most);
    }

    private static void write(int events, String name) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                HostileEvents generator = new HostileEvents(SEED * SIDE_BY_SIDE + i, name + i);
                int count = events / SIDE_BY_SIDE + (i < events % SIDE_BY_SIDE ? 1 : 0);
                writers.add(threads.submit(() -> write(generator, count)));
            }
            for (Future<?> writer : writers) {
                writer.get(DRAIN_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void write(HostileEvents events, int count) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            HostileWriter writer = new HostileWriter(connection, Http.to(http), TAKEN, REFUSED);
            for (int i = 0; i < count; i++) {
                if (i % 50 == 0) {
                    await("room for more").atMost(DRAIN_LIMIT).until(() -> waiting() < MOST_WAITING);
                }
                writer.write(events.next());
            }
        }
        return null;
    }

    private static long waiting() {
        return (Long) database.value("SELECT count(*) FROM (SELECT FROM \"WebhookEvent\" WHERE \"status\" = 'PENDING'"
                + " UNION ALL SELECT FROM \"WebhookEvent\" WHERE \"status\" = 'RUNNING') AS x");
    }

    private static long rows() {
        return (Long) database.value("SELECT count(*) FROM \"WebhookEvent\"");
    }

    /** How many rows ended how, by the first word of the reason. */
    private static List<Map<String, Object>> ends() {
        return database.query("SELECT a.outcome, left(substring(a.error FROM '^[a-z_]+'), 40) AS reason, count(*)"
                + " FROM courier.delivery_attempt AS a GROUP BY 1, 2 ORDER BY 3 DESC");
    }

    private static void serve(String workspace) {
        database.insertWorkspace(workspace, receiver.url(), "whsec_hostile", "lead_created", "crm_row_updated");
    }
}
