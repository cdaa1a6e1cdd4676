package io.webhookcourier.bench;

import io.webhookcourier.bench.EventInsert.Committed;
import io.webhookcourier.database.WakeUpTrigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * From an event's commit to its arrival, at 20 random inserts a second: a plain INSERT that waits for the poll,
 * {@code courier.enqueue}, and a plain INSERT with the wake-up trigger.
 */
final class Latency implements Measurement {

    private static final int PER_SECOND = 20;
    private static final int WARM_UP_SECONDS = 5;
    private static final int LIMIT_SECONDS = 60;

    private final SplittableRandom random = new SplittableRandom(4);

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        try (BenchDatabase database = bench.createDatabase(1)) {
            database.migrate();
            database.settle();
            bench.receiver().reset(0, 204);
            Quiet.await();
            try (Worker worker = bench.startWorker(bench.command(), database, Map.of());
                    Connection connection = database.connect()) {
                // Waits for the service to start, too, for its listener to be connected, and for the code to be warm.
                arrived(bench, insert(EventInsert.enqueue(connection), 1));
                arrived(bench, insert(EventInsert.enqueue(connection), WARM_UP_SECONDS * PER_SECOND));

                int count = sizes.latencySeconds() * PER_SECOND;
                Figures figures = new Figures("latency").put("events_each", count);
                put(figures, "insert", bench, insert(EventInsert.plain(connection), count));
                put(figures, "enqueue", bench, insert(EventInsert.enqueue(connection), count));
                new WakeUpTrigger(connection).install();
                put(figures, "insert_with_trigger", bench, insert(EventInsert.plain(connection), count));
                long repeats = bench.receiver().counts().repeats();
                return figures.problem(!worker.isRunning(), () -> "the service ended early, see worker.log")
                        .problem(repeats > 0, () -> repeats + " deliveries were repeated");
            }
        }
    }

    private static void put(Figures figures, String name, Bench bench, List<Committed> events)
            throws InterruptedException {
        double[] millis = arrived(bench, events);
        figures.put(name + "_p50_ms", Measurements.quantile(millis, 0.5), 1)
                .put(name + "_p99_ms", Measurements.quantile(millis, 0.99), 1)
                .put(name + "_max_ms", Measurements.quantile(millis, 1), 1)
                .problem(millis.length < events.size(), () -> events.size() - millis.length + " events did not arrive");
    }

    /** Closes the statement. */
    List<Committed> insert(EventInsert inserts, int count) throws SQLException, InterruptedException {
        List<Committed> events = new ArrayList<>();
        try (inserts) {
            for (int i = 0; i < count; i++) {
                events.add(inserts.into("w0"));
                TimeUnit.MICROSECONDS.sleep((long) (-Math.log(1 - random.nextDouble()) * 1e6 / PER_SECOND));
            }
        }
        return events;
    }

    /** Waits for the events; milliseconds of those that came, sorted. */
    static double[] arrived(Bench bench, List<Committed> events) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        Map<String, Long> arrivals = bench.receiver().arrivals();
        while (!events.stream().allMatch(event -> known(event, arrivals)) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            arrivals.putAll(bench.receiver().arrivals());
        }
        return Measurements.sorted(events.stream()
                .filter(event -> known(event, arrivals))
                .map(event -> (arrivals.get(event.id()) - event.nanos()) / 1e6)
                .toList());
    }

    private static boolean known(Committed event, Map<String, Long> arrivals) {
        return arrivals.containsKey(event.id());
    }
}
