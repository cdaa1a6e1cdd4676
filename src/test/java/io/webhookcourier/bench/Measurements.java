package io.webhookcourier.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All measurements that are drains, or starts, of one kind or another, by name. */
final class Measurements {

    private static final int ENDPOINTS_OF_SLOW_RECEIVERS = 1_000;
    private static final int SLOW_LATENCY_MILLIS = 2_000;
    private static final int SLOW_CONCURRENCY = 2_000;
    private static final int TWO_LATENCY_MILLIS = 20;
    private static final long TWO_ROWS_EACH = 12_000;
    private static final int FIRST_VIRTUAL_THREADS = 21;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private Measurements() {}

    /**
     * @param modernJava a Java 21 or newer for what needs virtual threads; null when there is none
     * @param peers the folder of a harness that runs other queues' workers; null when there is none
     */
    static Map<String, Measurement> all(String modernJava, Path peers) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("start", Measurements::start);
        all.put("drain", Measurements::drain);
        all.put("latency", new Latency());
        all.put("growth", Measurements::growth);
        all.put("memory", new Memory());
        all.put("retention", new Retention());
        all.put("two", Measurements::twoProcesses);
        all.put("tenants", new Tenants());
        all.put("steady", new Steady());
        all.put("slow", (bench, sizes) -> slowReceivers(bench, sizes, modernJava));
        all.put("same-work", new SameWork(peers));
        return all;
    }

    /** N due rows, default settings, one endpoint that answers at once. */
    private static Figures drain(Bench bench, Sizes sizes) throws Exception {
        try (BenchDatabase database = bench.createDatabase(1)) {
            bench.receiver().reset(0, 204);
            database.addDueRows(sizes.rows(), 1);
            return new Drain(bench, database, sizes.rows(), Duration.ofMinutes(15)).run(1, bench.command(), Map.of());
        }
    }

    /** From the process's start to the first delivery: on a database where it ran before, and where it did not. */
    private static Figures start(Bench bench, Sizes sizes) throws Exception {
        List<Double> seconds = new ArrayList<>();
        Figures figures = new Figures("start");
        for (int i = 0; i < 4; i++) {
            try (BenchDatabase database = bench.createDatabase(1)) {
                if (i > 0) {
                    database.migrate();
                }
                database.addDueRows(1, 1);
                database.settle();
                seconds.add(secondsToFirstDelivery(bench, database));
            }
        }
        double[] laterStarts =
                seconds.stream().skip(1).mapToDouble(s -> s).sorted().toArray();
        return figures.put("first_start_s", seconds.get(0), 2)
                .put("start_s", laterStarts[laterStarts.length / 2], 2)
                .problem(seconds.contains(Double.NaN), () -> "nothing was delivered, see worker.log");
    }

    private static double secondsToFirstDelivery(Bench bench, BenchDatabase database) throws Exception {
        bench.receiver().reset(0, 204);
        Quiet.await();
        long started = System.nanoTime();
        try (Worker worker = bench.startWorker(bench.command(), database, Map.of())) {
            while (bench.receiver().counts().requests() == 0) {
                if (!worker.isRunning() || System.nanoTime() - started > START_LIMIT.toNanos()) {
                    return Double.NaN;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return (System.nanoTime() - started) / 1e9;
        }
    }

    /** What claiming and recording cost the database beside few and beside many finished rows. */
    private static Figures growth(Bench bench, Sizes sizes) throws Exception {
        long due = 10_000;
        Figures figures = new Figures("growth").put("due_rows", due);
        double[] claim = new double[2];
        double[] record = new double[2];
        long[] history = {10_000, sizes.history()};
        for (int i = 0; i < 2; i++) {
            try (BenchDatabase database = bench.createDatabase(1)) {
                bench.receiver().reset(0, 204);
                database.addFinishedRows(history[i]);
                database.addDueRows(due, 1);
                Figures drain =
                        new Drain(bench, database, due, Duration.ofMinutes(5)).run(1, bench.command(), Map.of());
                claim[i] = database.millis(BenchDatabase.Step.CLAIM) * 1_000 / due;
                record[i] = database.millis(BenchDatabase.Step.RECORD) * 1_000 / due;
                String prefix = "beside_" + history[i] + "_";
                figures.put(prefix + "claim_us_per_row", claim[i], 1)
                        .put(prefix + "record_us_per_row", record[i], 1)
                        .problem(drain.problem() != null, drain::problem);
            }
        }
        return figures.put("claim_ratio", claim[1] / claim[0], 2).put("record_ratio", record[1] / record[0], 2);
    }

    /**
     * One and two processes on one queue, one endpoint that takes 20 ms to answer, so bound by waiting, not by CPU. Two get
     * twice the rows, so that both runs last as long.
     */
    private static Figures twoProcesses(Bench bench, Sizes sizes) throws Exception {
        double[] rates = new double[2];
        Figures figures = new Figures("two").put("latency_ms", TWO_LATENCY_MILLIS);
        for (int processes = 1; processes <= 2; processes++) {
            long rows = TWO_ROWS_EACH * processes;
            try (BenchDatabase database = bench.createDatabase(1)) {
                bench.receiver().reset(TWO_LATENCY_MILLIS, 204);
                database.addDueRows(rows, 1);
                Drain drain = new Drain(bench, database, rows, Duration.ofMinutes(5));
                Figures result = drain.run(processes, bench.command(), Map.of());
                rates[processes - 1] = drain.laterRate();
                figures.putAll(result, processes + "_").put(processes + "_later_rate", drain.laterRate(), 0);
            }
        }
        return figures.put("ratio", rates[1] / rates[0], 2);
    }

    /** Endpoints that each take 2 s, many deliveries in flight, little memory. */
    private static Figures slowReceivers(Bench bench, Sizes sizes, String modernJava) throws Exception {
        if (modernJava == null) {
            return Figures.skipped(
                    "slow", "needs Java " + FIRST_VIRTUAL_THREADS + " or newer: --modern-java <its bin/java>");
        }
        try (BenchDatabase database = bench.createDatabase(ENDPOINTS_OF_SLOW_RECEIVERS)) {
            bench.receiver().reset(SLOW_LATENCY_MILLIS, 204);
            database.addDueRows(sizes.slowRows(), ENDPOINTS_OF_SLOW_RECEIVERS);
            Drain drain = new Drain(bench, database, sizes.slowRows(), Duration.ofMinutes(5));
            Figures result = drain.run(
                    1,
                    bench.command().withJava(modernJava).withJvmOptions("-Xmx512m"),
                    Map.of("COURIER_DELIVERY_CONCURRENCY", Integer.toString(SLOW_CONCURRENCY)));
            double possible = SLOW_CONCURRENCY * 1_000.0 / SLOW_LATENCY_MILLIS;
            return new Figures("slow")
                    .put("endpoints", ENDPOINTS_OF_SLOW_RECEIVERS)
                    .put("latency_ms", SLOW_LATENCY_MILLIS)
                    .put("concurrency", SLOW_CONCURRENCY)
                    .put("share_of_possible", drain.midRate() / possible, 2)
                    .putAll(result, "");
        }
    }

    static double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * q))];
    }

    static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
