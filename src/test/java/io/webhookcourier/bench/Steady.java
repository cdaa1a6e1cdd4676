package io.webhookcourier.bench;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What an ordinary day costs: plain INSERTs at random moments for many endpoints that take their time, two workers. The CPU of
 * PostgreSQL includes the inserts'; their commits are left out.
 */
final class Steady implements Measurement {

    private static final int PER_SECOND = 200;
    private static final int ENDPOINTS = 100;
    private static final int LATENCY_MILLIS = 50;
    private static final int WORKERS = 2;
    private static final int SECONDS_FOR_COUNTERS = 2;

    private record Usage(long nanos, double workers, double postgres, double others, long commits) {}

    private final SplittableRandom random = new SplittableRandom(14);

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        List<Worker> workers = new ArrayList<>();
        try (BenchDatabase database = bench.createDatabase(ENDPOINTS)) {
            database.migrate();
            database.settle();
            bench.receiver().reset(LATENCY_MILLIS, 204);
            Quiet.await();
            try (Connection connection = database.connect()) {
                for (int i = 0; i < WORKERS; i++) {
                    workers.add(bench.startWorker(bench.command(), database, Map.of()));
                }
                // Waits for the services to start, and for their code to be warm.
                Latency.arrived(bench, insert(connection, 1));
                Latency.arrived(bench, insert(connection, sizes.steadySeconds() * PER_SECOND / 3));
                return measureWarm(bench, database, connection, workers, sizes.steadySeconds());
            } finally {
                workers.forEach(Worker::close);
            }
        }
    }

    private Figures measureWarm(
            Bench bench, BenchDatabase database, Connection connection, List<Worker> workers, int seconds)
            throws Exception {
        int count = seconds * PER_SECOND;
        bench.receiver().reset(LATENCY_MILLIS, 204);
        Usage before = usage(bench, database, workers);
        List<EventInsert.Committed> events = insert(connection, count);
        Usage after = usage(bench, database, workers);
        double[] millis = Latency.arrived(bench, events);
        double elapsed = (after.nanos - before.nanos) / 1e9;
        double service = (after.workers - before.workers) / elapsed;
        double postgres = (after.postgres - before.postgres) / elapsed;
        long repeats = bench.receiver().counts().repeats();
        return new Figures("steady")
                .put("events", count)
                .put("seconds", elapsed, 1)
                .put("rate", count / elapsed, 0)
                .put("endpoints", ENDPOINTS)
                .put("latency_ms", LATENCY_MILLIS)
                .put("workers", WORKERS)
                .put("percent_of_a_core", (service + postgres) * 100, 1)
                .put("percent_of_a_core_workers", service * 100, 1)
                .put("percent_of_a_core_postgres", postgres * 100, 1)
                .put("cpu_seconds_per_hour", (service + postgres) * TimeUnit.HOURS.toSeconds(1), 0)
                .put("commits_per_delivery", (double) (after.commits - before.commits - count) / count, 3)
                .put("p50_ms", Measurements.quantile(millis, 0.5), 1)
                .put("p99_ms", Measurements.quantile(millis, 0.99), 1)
                .put("noise_cpus", Math.max(0, after.others - before.others) / elapsed, 2)
                .problem(!workers.stream().allMatch(Worker::isRunning), () -> "a service ended early, see worker.log")
                .problem(millis.length < count, () -> count - millis.length + " events did not arrive")
                .problem(repeats > 0, () -> repeats + " deliveries were repeated");
    }

    private List<EventInsert.Committed> insert(Connection connection, int count) throws Exception {
        List<EventInsert.Committed> events = new ArrayList<>();
        double due = System.nanoTime();
        try (EventInsert insert = EventInsert.plain(connection)) {
            for (int i = 0; i < count; i++) {
                // By the clock, so that what an INSERT takes does not lower the rate.
                due += -Math.log(1 - random.nextDouble()) * 1e9 / PER_SECOND;
                TimeUnit.NANOSECONDS.sleep((long) due - System.nanoTime());
                events.add(insert.into("w" + i % ENDPOINTS));
            }
        }
        return events;
    }

    /** PostgreSQL counts a session's commits after a pause of a second; both ends of the measurement have that. */
    private static Usage usage(Bench bench, BenchDatabase database, List<Worker> running) throws Exception {
        TimeUnit.SECONDS.sleep(SECONDS_FOR_COUNTERS);
        double workers = running.stream()
                .mapToDouble(worker -> ProcessTimes.treeSeconds(worker.pid()))
                .sum();
        double postgres = ProcessTimes.treeSeconds(bench.postgresPid());
        double receiver = ProcessTimes.treeSeconds(bench.receiver().pid());
        double others = ProcessTimes.machineBusySeconds() - workers - postgres - receiver - ProcessTimes.ownSeconds();
        return new Usage(System.nanoTime(), workers, postgres, others, database.commits());
    }
}
