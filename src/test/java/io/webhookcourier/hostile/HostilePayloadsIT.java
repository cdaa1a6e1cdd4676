package io.webhookcourier.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    private static final int SIDE_BY_SIDE = 2;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60 + EVENTS / 10);

    /** Writers pause while more rows wait: what is shown is a flood of odd rows, not a backlog. */
    private static final int MOST_WAITING = 500;

    private static final int LONG_RUN = 10_000;
    private static final int TOGETHER = 50;
    private static final long MOST_GROWTH = 24L * 1024 * 1024;

    private static final int MOST_OF_THE_NEIGHBOUR = 5;
    private static final int WARM_UP = 150;

    private static final HostileTally TALLY = new HostileTally();

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
        process = EVENTS < LONG_RUN
                ? CourierProcess.start(folder, environment)
                : CourierProcess.startOptimised(folder, environment);
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
        Map<String, Object> calm = latencyWithoutOthers();
        before += (Long) calm.get("delivered");
        long heapBefore = ServiceMemory.heapInUse(process);
        long begun = System.nanoTime();
        QuietNeighbour neighbour = new QuietNeighbour(database, "quiet");
        neighbour.begin();
        ServiceMemory memory = ServiceMemory.sampled(process);
        write(EVENTS, "w");
        awaitWaiting(MOST_OF_THE_NEIGHBOUR);
        int quiet = neighbour.end();
        awaitWaiting(0);
        memory.close();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        long growth = ServiceMemory.heapInUse(process) - heapBefore;

        Map<String, Object> latency = neighbour.latency();
        System.out.printf(
                "hostile payloads, seed %d: %d generated in %d s, %d rows;%n  values %s;%n  answers %s;%n  rows by end"
                        + " %s;%n  %d events of the quiet workspace: %s,"
                        + " before the run %s;%n  %s; heap after a collection: %d MB, then %+d"
                        + " KB%n",
                SEED,
                EVENTS + WARM_UP,
                seconds,
                TALLY.taken(),
                TALLY.values(),
                TALLY.answers(),
                ends(),
                quiet,
                latency,
                calm,
                memory,
                heapBefore >> 20,
                growth >> 10);
        assertThat(process.isAlive()).isTrue();
        assertThat(process.stderr()).isEmpty();
        assertThat(process.stdout()).doesNotContain("OutOfMemoryError");
        assertThat(TALLY.taken()).isGreaterThan(EVENTS / 2);
        assertThat(rows() - before).as("rows").isEqualTo(TALLY.taken() + quiet);
        assertEveryRowIsRecorded();
        assertThat(latency).containsEntry("delivered", (long) quiet);
        assertThat(growth).as("growth of the heap, in bytes").isLessThan(MOST_GROWTH);
        assertThat(Http.to(http).get("/api/v1/overview").status()).isEqualTo(200);
        assertThat((Double) latency.get("p99"))
                .as("p99 of the quiet workspace, in ms")
                .isLessThanOrEqualTo(1_000);
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

    /** What the machine allows at this time. */
    private static Map<String, Object> latencyWithoutOthers() throws Exception {
        QuietNeighbour alone = new QuietNeighbour(database, "calm");
        alone.begin();
        int enough = EVENTS < LONG_RUN ? 20 : 300;
        await("its events").atMost(START_LIMIT).until(() -> alone.inserted() >= enough);
        alone.end();
        awaitWaiting(0);
        return alone.latency();
    }

    private static void assertEveryRowIsRecorded() {
        assertThat(database.query("SELECT left(e.\"id\", 100) AS id, e.\"status\"::text FROM \"WebhookEvent\" AS e"
                        + " WHERE e.\"status\" NOT IN ('SUCCEEDED', 'FAILED') OR e.\"status\" = 'FAILED' AND"
                        + " coalesce(e.\"lastError\", '') = '' OR NOT EXISTS (SELECT FROM courier.delivery_attempt AS a"
                        + " WHERE a.webhook_event_id = courier.indexable(e.\"id\")) LIMIT 10"))
                .as("rows without an end, a reason or a record")
                .isEmpty();
        assertReceivedAsRecorded();
    }

    private static void assertReceivedAsRecorded() {
        Map<String, Integer> received = new HashMap<>(receiver.requests());
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> row : database.query("SELECT e.\"id\", count(*) AS attempts, count(*) FILTER (WHERE"
                + " a.outcome = 'DELIVERED') AS delivered FROM \"WebhookEvent\" AS e JOIN courier.delivery_attempt AS a"
                + " ON a.webhook_event_id = courier.indexable(e.\"id\") GROUP BY e.\"id\""
                + " HAVING bool_or(a.outcome = 'DELIVERED')")) {
            Integer requests = received.remove(((String) row.get("id")).strip());
            if (requests == null || requests > (Long) row.get("attempts") || (Long) row.get("delivered") != 1) {
                wrong.add(row + ", requests: " + requests);
            }
        }
        assertThat(wrong)
                .as("recorded as delivered, and received by none or more often")
                .isEmpty();
        assertThat(received).as("received, and not recorded as delivered").isEmpty();
    }

    private static void awaitWaiting(int most) {
        await("all rows to end")
                .atMost(DRAIN_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> waiting() <= most);
    }

    private static void write(int events, String name) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                writers.add(threads.submit(() -> write(next, events, name)));
            }
            for (Future<?> writer : writers) {
                writer.get(DRAIN_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void write(AtomicInteger next, int events, String name) throws Exception {
        try (HostileWriter writer = new HostileWriter(database.dataSource().getConnection(), Http.to(http), TALLY)) {
            for (int from = next.getAndAdd(TOGETHER); from < events; from = next.getAndAdd(TOGETHER)) {
                await("room for more")
                        .atMost(DRAIN_LIMIT)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> waiting() < MOST_WAITING);
                writer.write(IntStream.range(from, Math.min(from + TOGETHER, events))
                        .mapToObj(i -> HostileEvents.event(SEED, name, i, TALLY))
                        .toList());
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
        return database.query("SELECT a.outcome, CASE a.outcome WHEN 'RETRY' THEN left(a.error, 200)"
                + " ELSE left(substring(a.error FROM '^[a-z_]+'), 40) END AS reason, count(*)"
                + " FROM courier.delivery_attempt AS a GROUP BY 1, 2 ORDER BY 3 DESC");
    }

    private static void serve(String workspace) {
        database.insertWorkspace(workspace, receiver.url(), "whsec_hostile", "lead_created", "crm_row_updated");
    }
}
