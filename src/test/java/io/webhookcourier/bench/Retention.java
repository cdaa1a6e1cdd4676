package io.webhookcourier.bench;

import io.webhookcourier.bench.BenchDatabase.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What removing a history costs the deliveries beside it: so many attempts, keys and SUCCEEDED rows that are all past their
 * retention, and 20 events a second meanwhile. First without retention, for comparison, then with it until all is gone.
 */
final class Retention implements Measurement {

    /** The history ends earlier, up to four million events. */
    private static final int DAYS = 5;

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int EVENTS_AT_A_TIME = 100;

    private static final Map<String, String> OFF =
            Map.of("COURIER_RETENTION_ATTEMPTS", "off", "COURIER_RETENTION_KEYS", "off");

    private static final Map<String, String> ON = Map.of(
            "COURIER_RETENTION_ATTEMPTS", DAYS + "d",
            "COURIER_RETENTION_KEYS", DAYS + "d",
            "COURIER_RETENTION_SUCCEEDED", DAYS + "d");

    private final Latency latency = new Latency();

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        try (BenchDatabase database = bench.createDatabase(1)) {
            database.addFinishedRows(sizes.history());
            database.settle();
            bench.receiver().reset(0, 204);
            Quiet.await();
            long past = database.rowsPast(DAYS);
            Figures figures = new Figures("retention").put("rows_to_remove", past);
            figures.putAll(besides(bench, database, sizes.latencySeconds()), "without_");
            return figures.putAll(purging(bench, database, past), "with_");
        }
    }

    private Figures besides(Bench bench, BenchDatabase database, int seconds) throws Exception {
        try (Worker worker = bench.startWorker(bench.command(), database, OFF);
                Connection connection = database.connect()) {
            warmUp(bench, connection);
            database.resetCounters();
            List<EventInsert.Committed> events = latency.insert(EventInsert.enqueue(connection), seconds * 20);
            return figures(bench, database, events).problem(!worker.isRunning(), () -> "the service ended early");
        }
    }

    private Figures purging(Bench bench, BenchDatabase database, long past) throws Exception {
        try (Worker worker = bench.startWorker(bench.command(), database, ON);
                Connection connection = database.connect()) {
            warmUp(bench, connection);
            database.resetCounters();
            long from = System.nanoTime();
            long left = database.rowsPast(DAYS);
            List<EventInsert.Committed> events = new ArrayList<>();
            while (!database.isPurged() && worker.isRunning() && System.nanoTime() - from < LIMIT.toNanos()) {
                events.addAll(latency.insert(EventInsert.enqueue(connection), EVENTS_AT_A_TIME));
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            long remaining = database.rowsPast(DAYS);
            return figures(bench, database, events)
                    .put("removed_per_second", (left - remaining) / seconds, 0)
                    .put("longest_purge_ms", database.longest(Step.PURGE), 1)
                    .problem(remaining > 0, () -> remaining + " of " + past + " rows were left")
                    .problem(!worker.isRunning(), () -> "the service ended early");
        }
    }

    private void warmUp(Bench bench, Connection connection) throws SQLException, InterruptedException {
        Latency.arrived(bench, latency.insert(EventInsert.enqueue(connection), 1));
        Latency.arrived(bench, latency.insert(EventInsert.enqueue(connection), EVENTS_AT_A_TIME / 2));
    }

    private static Figures figures(Bench bench, BenchDatabase database, List<EventInsert.Committed> events)
            throws SQLException, InterruptedException {
        double[] millis = Latency.arrived(bench, events);
        return new Figures("retention")
                .put("claim_ms", database.millis(Step.CLAIM) / database.calls(Step.CLAIM), 2)
                .put("longest_claim_ms", database.longest(Step.CLAIM), 1)
                .put("record_ms", database.millis(Step.RECORD) / database.calls(Step.RECORD), 2)
                .put("arrival_p50_ms", Measurements.quantile(millis, 0.5), 1)
                .put("arrival_p99_ms", Measurements.quantile(millis, 0.99), 1)
                .problem(millis.length < events.size(), () -> events.size() - millis.length + " events did not arrive");
    }
}
