package io.webhookcourier.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.attempt.ClaimRecheck;
import io.webhookcourier.attempt.LargePayloads;
import io.webhookcourier.claim.ClaimDueEvents;
import io.webhookcourier.claim.ClaimResult;
import io.webhookcourier.claim.ClaimRoutes;
import io.webhookcourier.claim.Claimer;
import io.webhookcourier.claim.InDoubtClaims;
import io.webhookcourier.claim.PoisonRowEnd;
import io.webhookcourier.claim.PoisonRows;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.Sql;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.ClaimPlan;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.dispatch.DispatchLimits;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.dispatch.LaneBudgets;
import io.webhookcourier.operations.DeadWorkers;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.Purge;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.RetentionKind;
import io.webhookcourier.operations.RetentionPeriods;
import io.webhookcourier.operations.StaleRelease.Released;
import io.webhookcourier.record.RecordWriter;
import io.webhookcourier.record.Recorder;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.worker.Trouble;
import io.webhookcourier.worker.WorkerIdentity;
import io.webhookcourier.worker.WorkerWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of a table that resembles the application's in nothing are claimed, recorded, released, replayed and removed alike. */
class OtherQueuesTest {

    /** Statements that only the application's table is asked. */
    private static final Set<String> OF_THE_APPLICATION =
            Set.of("operations/compare-enqueued", "operations/enqueue", "operations/enqueue-column-lengths");

    /** Part of other statements. */
    private static final Set<String> PARTS = Set.of("operations/replay-filter", "worker/owns-no-row");

    private static final List<String> PROVIDERS = List.of("WEBHOOK");
    private static final Operator ADA = new Operator("ada", "a test");
    private static final QueueStatements STATEMENTS = new QueueStatements(TestQueues.DELIVERIES);

    /** As a payload is seldom written, and as PostgreSQL would not write it. */
    private static final String PAYLOAD = "{\"b\": 1,  \"a\":1e400, \"a\": \"\\u0000\"}";

    private static TestDatabase database;
    private static DefaultCamelContext context;
    private static ExecutorService threads;

    private final DatabaseClock clock = new DatabaseClock(System::nanoTime);
    private final WorkerIdentity worker = WorkerIdentity.fresh("w");
    private final Trouble trouble = new Trouble(clock::nanoTime);
    private final LastErrorWidth width = new LastErrorWidth(database.dataSource(), TestQueues.DELIVERIES);
    private final Claimer claimer = claimer();

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        TestQueues.create(database);
        database.update("ALTER TABLE courier.retention DROP CONSTRAINT retention_kind_check");
        database.update("INSERT INTO courier.retention (kind) VALUES ('succeeded_deliveries')");
        threads = DeliveryThreads.executor();
        context = new DefaultCamelContext();
        context.disableJMX();
        context.getRegistry().bind("dataSource", database.dataSource());
        context.addRoutes(new ClaimRoutes(
                STATEMENTS,
                claims -> {},
                new Dispatcher(new DispatchLimits(8, 8, 200), threads, claim -> {}, System::nanoTime)));
        context.start();
    }

    @AfterAll
    static void stop() {
        context.stop();
        threads.shutdownNow();
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.update(
                "TRUNCATE courier_test.delivery, courier.delivery_attempt, courier.delivered_key, courier.worker");
        width.read();
    }

    static Stream<String> statements() throws IOException {
        List<String> names = new ArrayList<>();
        for (String folder : List.of("attempt", "claim", "maintenance", "operations", "record", "worker")) {
            try (Stream<Path> files =
                    Files.list(Path.of("src/main/resources/sql").resolve(folder))) {
                files.map(file -> folder + "/" + file.getFileName().toString().replace(".sql", ""))
                        .filter(name -> !OF_THE_APPLICATION.contains(name) && !PARTS.contains(name))
                        .forEach(names::add);
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementCanBePreparedForTheOtherTables(String name) throws SQLException {
        prepare(TestQueues.DELIVERIES, name);
        prepare(TestQueues.JOBS, name);
    }

    @Test
    void dueRowsAreClaimedWithTheirPayloadToTheByte() throws Exception {
        String due = delivery("ep_1", PAYLOAD);
        String elsewhere = database.insertEvent(row -> {});

        List<Claim> claims = claim(10).claims();

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.event().id()).isEqualTo(due);
            assertThat(claim.event().provider()).isEqualTo("WEBHOOK");
            assertThat(claim.event().eventType()).isEqualTo("invoice.paid");
            assertThat(claim.event().raw()).isEqualTo(PAYLOAD);
            assertThat(claim.event().attempt()).isEqualTo(1);
            assertThat(claim.event().maxAttempts()).isEqualTo(3);
            assertThat(claim.lane()).isEqualTo("WEBHOOK/ep_1");
            assertThat(claim.workspace()).isEqualTo("ws-1");
            assertThat(new ClaimRecheck(database.dataSource(), STATEMENTS)
                            .ask(claim)
                            .owned())
                    .isTrue();
        });
        assertThat(row(due)).containsEntry("status", "RUNNING");
        assertThat(database.row(elsewhere)).containsEntry("status", "PENDING");
    }

    @Test
    void aPausedWorkspaceAndABlockedLaneStay() throws Exception {
        String blocked = delivery("ep_blocked", "{}");
        String free = delivery("ep_free", "{}");

        assertThat(claimer.claim(new ClaimPlan(10, new LaneBudgets(Set.of("WEBHOOK/ep_blocked"), Map.of(), 10)))
                        .claims())
                .extracting(claim -> claim.event().id())
                .containsExactly(free);

        database.update("INSERT INTO courier.pause (workspace_id, reason, paused_by) VALUES ('ws-1', 'r', 'ada')");
        try {
            assertThat(claim(10).claims()).isEmpty();
        } finally {
            database.update("DELETE FROM courier.pause");
        }
        assertThat(row(blocked)).containsEntry("status", "PENDING");
    }

    @Test
    void aLargePayloadIsReadWhenItsTurnComes() throws Exception {
        String large = "{\"a\": \"" + "é ".repeat(50_000) + "\"}";
        delivery("ep_1", large);
        LargePayloads payloads =
                new LargePayloads(database.dataSource(), STATEMENTS, 1_000_000, 1_000_000, System::nanoTime);

        Claim claim = claim(10).claims().get(0);

        assertThat(claim.payloadLeftBehind()).isTrue();
        assertThat(payloads.read(claim).raw()).isEqualTo(large);
    }

    @Test
    void outcomesAreRecorded() throws Exception {
        String delivered = delivery("ep_delivered", "{}");
        String failed = delivery("ep_failed", "{}");
        String later = delivery("ep_later", "{}");
        String released = delivery("ep_released", "{}");
        Map<String, Verdict> verdicts = Map.of(
                delivered, Verdict.delivered(200, "ok"),
                failed, Verdict.failed(Reason.of(Kind.ROUTE_ERROR, "a text that is longer than the column takes")),
                later, Verdict.retry(Reason.of(Kind.NETWORK_ERROR, "reset")),
                released, Verdict.released(Reason.of(Kind.PAUSED)));

        record(claim(10).claims(), verdicts);

        assertThat(row(delivered)).containsEntry("status", "SUCCEEDED").containsEntry("locked_by", null);
        assertThat(row(failed))
                .containsEntry("status", "FAILED")
                .extractingByKey("last_error")
                .asString()
                .hasSize(40);
        assertThat(row(later)).containsEntry("status", "PENDING").containsEntry("attempts", 1);
        assertThat((Instant) row(later).get("run_at"))
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(90));
        assertThat(row(released)).containsEntry("status", "PENDING").containsEntry("attempts", 0);
        assertThat(database.attempts(later)).hasSize(1);
        assertThat(database.query("SELECT dedupe_key FROM courier.delivered_key"))
                .singleElement()
                .extracting(key -> key.get("dedupe_key"))
                .asString()
                .startsWith("ep_delivered:");
    }

    @Test
    void aRowWhoseKeyWasDeliveredIsKnownAsADuplicate() throws Exception {
        String id = delivery("ep_1", "{}");
        database.update(
                "INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id)"
                        + " SELECT endpoint_id || ':' || event_id, 'x' FROM courier_test.delivery WHERE id = ?",
                UUID.fromString(id));

        assertThat(claim(10).claims()).singleElement().matches(Claim::deliveredBefore);
    }

    @Test
    void aRowThatTheDatabaseRefusesToHaveClaimedFailsAndOthersAreClaimed() throws Exception {
        String refused = delivery("ep_refused", "{}");
        String taken = delivery("ep_1", "{}");

        for (int i = 0; i < 10 && row(refused).get("status").equals("PENDING"); i++) {
            claim(10);
            delivery("ep_1", "{}");
        }

        assertThat(row(taken)).containsEntry("status", "RUNNING");
        assertThat(row(refused)).containsEntry("status", "FAILED");
    }

    @Test
    void staleLocksAreReleasedAndWorkersThatOwnRowsStay() throws Exception {
        String stale = delivery("ep_1", "{}");
        String usedUp = delivery("ep_1", "{}");
        lock(stale, 1);
        lock(usedUp, 3);
        database.update("INSERT INTO courier.worker (id, instance_id, started_at, heartbeat_at, expires_at)"
                + " VALUES ('gone/1', 'w', now(), now(), now())");
        WorkerWatch watch = new WorkerWatch(System::nanoTime, "w/1", Duration.ZERO, Duration.ofMinutes(10), () -> true);
        observe(watch);
        DeadWorkers dead =
                new DeadWorkers(database.dataSource(), List.of(QueueTable.APPLICATION, TestQueues.DELIVERIES), watch);

        assertThat(dead.forget()).as("its rows still carry its token").isEmpty();
        assertThat(Operations.ofWorker(database.dataSource(), STATEMENTS, PROVIDERS, Duration.ofMinutes(10), "w", watch)
                        .staleRelease()
                        .release())
                .containsExactlyInAnyOrder(new Released("dead_worker", false, 1), new Released("dead_worker", true, 1));
        assertThat(row(stale)).containsEntry("status", "PENDING");
        assertThat(row(usedUp)).containsEntry("status", "FAILED");
        assertThat(dead.forget()).containsExactly("gone/1");
    }

    @Test
    void whatFailedIsReplayedAloneOrWithOthers() throws Exception {
        String one = delivery("ep_1", "{}");
        String two = delivery("ep_2", "{}");
        database.update(
                "UPDATE courier_test.delivery SET status = 'FAILED', updated_at = updated_at - interval '1 minute'");
        Operations operations = Operations.of(database.dataSource(), STATEMENTS, PROVIDERS);

        operations.replay().event(one, ReplayOptions.DEFAULT, ADA);

        assertThat(row(one)).containsEntry("status", "PENDING");
        assertThat(operations.bulkReplay().preview(ReplayFilter.failed()).events())
                .isEqualTo(1);
        ReplayJob job = operations
                .bulkReplay()
                .start(ReplayFilter.failed("ws-1", null), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, false, ADA);
        assertThat(operations.bulkReplay().nextBatch(job.id()).replayed()).isEqualTo(1);
        assertThat(row(two)).containsEntry("status", "PENDING");
        assertThatThrownBy(() -> operations.replay().event("evt_1", ReplayOptions.DEFAULT, ADA))
                .isInstanceOf(OperationRefusedException.class)
                .hasMessage("there is no event evt_1");
    }

    @Test
    void succeededRowsAreRemovedPastTheirRetention() throws Exception {
        String old = delivery("ep_1", "{}");
        String young = delivery("ep_1", "{}");
        database.update(
                "UPDATE courier_test.delivery SET status = 'SUCCEEDED', finished_at = now() AT TIME ZONE 'UTC'");
        database.update(
                "UPDATE courier_test.delivery SET finished_at = finished_at - interval '31 days',"
                        + " run_at = run_at - interval '31 days' WHERE id = ?",
                UUID.fromString(old));
        Purge purge = new Purge(
                database.dataSource(),
                STATEMENTS,
                new RetentionPeriods(null, null, Duration.ofDays(30)),
                PROVIDERS,
                "w");

        assertThat(purge.count(RetentionKind.SUCCEEDED)).isEqualTo(1);
        assertThat(purge.stepNow(RetentionKind.SUCCEEDED)).isEqualTo(new Purge.Step(Purge.Outcome.FINISHED, 1, 1));
        assertThat(purge.table(RetentionKind.SUCCEEDED)).isEqualTo("courier_test.delivery");
        assertThat(database.query("SELECT id::text AS id FROM courier_test.delivery"))
                .containsExactly(Map.of("id", young));
        assertThat(database.value("SELECT removed FROM courier.retention WHERE kind = 'succeeded'"))
                .as("the application's rows have rounds of their own")
                .isEqualTo(0L);
    }

    private static void prepare(QueueTable queue, String name) throws SQLException {
        String sql = Sql.statement(name);
        String rendered = sql.contains("{{every-queue:")
                ? Sql.statement(name, List.of(QueueTable.APPLICATION, queue))
                : queue.render(sql);
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(rendered.replaceAll(":#[a-z_]+", "?"))) {
            // Asked of the server, which has to parse and plan the statement for it.
            assertThat(statement.getParameterMetaData().getParameterCount()).isNotNegative();
        }
    }

    private static Map<String, Object> row(String id) {
        return database.query("SELECT * FROM courier_test.delivery WHERE id = ?", UUID.fromString(id))
                .get(0);
    }

    private static String delivery(String endpoint, String payload) {
        UUID event = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        database.update(
                "INSERT INTO courier_test.event (id, event_type, payload) VALUES (?, 'invoice.paid', ?::text::json)",
                event,
                payload);
        database.update(
                "INSERT INTO courier_test.delivery (id, event_id, endpoint_id, workspace_id) VALUES (?, ?, ?, 'ws-1')",
                id,
                event,
                endpoint);
        return id.toString();
    }

    private static void lock(String id, int attempts) {
        database.update(
                "UPDATE courier_test.delivery SET status = 'RUNNING', attempts = ?, locked_by = 'gone/1/c',"
                        + " locked_at = now() AT TIME ZONE 'UTC' WHERE id = ?",
                attempts,
                UUID.fromString(id));
    }

    private static void observe(WorkerWatch watch) {
        database.query(Sql.statement("maintenance/read-heartbeats"))
                .forEach(row -> watch.observe(
                        (Long) row.get("now_micros"),
                        List.of(new WorkerWatch.Beat(
                                (String) row.get("id"), (String) row.get("heartbeat"), Duration.ZERO))));
    }

    private Claimer claimer() {
        return new Claimer(
                PROVIDERS,
                worker,
                clock,
                new ClaimDueEvents(context.createProducerTemplate(), TestQueues.DELIVERIES),
                new InDoubtClaims(database.dataSource(), STATEMENTS, clock::nanoTime),
                new PoisonRows(
                        clock::nanoTime, new PoisonRowEnd(database.dataSource(), STATEMENTS, "w", width), trouble),
                trouble);
    }

    private ClaimResult claim(int limit) throws Exception {
        return claimer.claim(new ClaimPlan(limit, new LaneBudgets(Set.of(), Map.of(), limit)));
    }

    private void record(List<Claim> claims, Map<String, Verdict> verdicts) {
        RetrySchedule schedule =
                new RetrySchedule(Duration.ofMinutes(1), 2, Duration.ofMinutes(15), Duration.ZERO, new Random(1));
        RecordWriter writer =
                new RecordWriter(database.dataSource(), STATEMENTS, clock, "w", Duration.ofMillis(250), width);
        try (Recorder recorder = new Recorder(writer, schedule, clock, (attempt, lost, at) -> {}, 100, trouble)) {
            recorder.start();
            claims.forEach(
                    claim -> recorder.record(claim, verdicts.get(claim.event().id())));
        }
    }
}
