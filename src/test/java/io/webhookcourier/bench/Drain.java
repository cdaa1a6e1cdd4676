package io.webhookcourier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lets workers empty the queue and watches from outside: deliveries are those that the receiver counted. */
final class Drain {

    /** With no delivery for so long, the database is asked whether all is done. */
    private static final long STALL_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long PAUSE_MILLIS = 50;

    /** A moment of the run: when, and how much had arrived. */
    record Mark(long nanos, long count) {

        double secondsUntil(Mark later) {
            return (later.nanos - nanos) / 1e9;
        }

        double rateUntil(Mark later) {
            return (later.count - count) / secondsUntil(later);
        }
    }

    private record Cpu(double workers, double postgres, double receiver, double others) {

        double ours() {
            return workers + postgres + receiver;
        }

        Cpu minus(Cpu earlier) {
            return new Cpu(
                    workers - earlier.workers,
                    postgres - earlier.postgres,
                    receiver - earlier.receiver,
                    others - earlier.others);
        }
    }

    private final Bench bench;
    private final BenchDatabase database;
    private final long rows;
    private final Duration limit;
    private final List<Mark> marks = new ArrayList<>();
    private Mark started;
    private Mark first;
    private Mark twentyThousand;
    private Mark ended;
    private Cpu atStart;
    private Cpu atHalf;
    private Mark half;
    private Cpu atEnd;
    private Map<String, Double> threadSeconds = Map.of();
    private String problem;

    Drain(Bench bench, BenchDatabase database, long rows, Duration limit) {
        this.bench = bench;
        this.database = database;
        this.rows = rows;
        this.limit = limit;
    }

    /** Starts the workers, waits until every row is done, and stops them. */
    Figures run(int workers, ServiceCommand command, Map<String, String> settings)
            throws IOException, SQLException, InterruptedException {
        database.settle();
        Quiet.await();
        long commits = database.commits();
        long wal = database.walBytes();
        List<Worker> running = new ArrayList<>();
        atStart = cpu(running);
        started = new Mark(System.nanoTime(), 0);
        try {
            for (int i = 0; i < workers; i++) {
                running.add(bench.startWorker(command, database, settings));
            }
            watch(running);
            atEnd = cpu(running);
            wal = database.walBytes() - wal;
            List<Worker> alive = running.stream().filter(Worker::isRunning).toList();
            long peak = alive.stream()
                    .mapToLong(worker -> ProcessTimes.peakMegabytes(worker.pid()))
                    .max()
                    .orElse(0);
            threadSeconds = alive.isEmpty()
                    ? Map.of()
                    : ProcessTimes.threadSeconds(alive.get(0).pid());
            running.forEach(Worker::close);
            return figures(database.commits() - commits, wal, peak);
        } finally {
            running.forEach(Worker::close);
        }
    }

    /** The rate from the first tenth's end to the ninth's: without warm-up and tail. */
    double midRate() {
        return marks.size() < 9 ? Double.NaN : marks.get(0).rateUntil(marks.get(8));
    }

    /** The rate of the sixth to the ninth tenth: for short runs, whose first half is a JVM that warms up. */
    double laterRate() {
        return marks.size() < 9 ? Double.NaN : marks.get(4).rateUntil(marks.get(8));
    }

    /** @param tenth 1 to 10 */
    double tenthRate(int tenth) {
        Mark from = tenth == 1 ? first : marks.get(tenth - 2);
        return from.rateUntil(tenthEnd(tenth));
    }

    Mark tenthEnd(int tenth) {
        return marks.get(tenth - 1);
    }

    Mark started() {
        return started;
    }

    /** CPU of the first worker's threads by name, while the run was ending. */
    Map<String, Double> threadSeconds() {
        return threadSeconds;
    }

    private void watch(List<Worker> running) throws SQLException, InterruptedException {
        long count = 0;
        long lastChange = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long seen = bench.receiver().counts().requests();
            lastChange = seen > count ? now : lastChange;
            count = seen;
            mark(new Mark(now, count), running);
            boolean stalled = count > 0 && now - lastChange > STALL_NANOS;
            if ((count >= rows || stalled) && database.isDrained()) {
                break;
            }
            if (!running.stream().allMatch(Worker::isRunning)) {
                problem = "the service ended early, see worker.log";
                break;
            }
            if (now - started.nanos > limit.toNanos()) {
                problem = "not done after " + limit.toSeconds() + " s";
                break;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        ended = new Mark(System.nanoTime(), bench.receiver().counts().requests());
    }

    private void mark(Mark now, List<Worker> running) {
        if (first == null && now.count > 0) {
            first = now;
        }
        if (twentyThousand == null && now.count >= 20_000) {
            twentyThousand = now;
        }
        if (half == null && now.count * 2 >= rows) {
            half = now;
            atHalf = cpu(running);
        }
        while (marks.size() < 10 && now.count >= rows * (marks.size() + 1) / 10) {
            marks.add(now);
        }
    }

    private Cpu cpu(List<Worker> running) {
        double workers = running.stream()
                .mapToDouble(worker -> ProcessTimes.treeSeconds(worker.pid()))
                .sum();
        double postgres = ProcessTimes.treeSeconds(bench.postgresPid());
        double receiver = ProcessTimes.treeSeconds(bench.receiver().pid());
        double own = ProcessTimes.ownSeconds();
        return new Cpu(
                workers, postgres, receiver, ProcessTimes.machineBusySeconds() - workers - postgres - receiver - own);
    }

    private Figures figures(long commits, long wal, long peakMegabytes) throws SQLException {
        double delivered = ended.count;
        Cpu whole = atEnd.minus(atStart);
        Figures figures = new Figures("drain")
                .put("rows", rows)
                .put("delivered", ended.count)
                .put("repeats", bench.receiver().counts().repeats())
                .put("start_s", first == null ? Double.NaN : started.secondsUntil(first), 2)
                .put("rate", first == null ? Double.NaN : first.rateUntil(ended), 0)
                .put("mid_rate", midRate(), 0)
                .put("first_20000_rate", twentyThousand == null ? Double.NaN : first.rateUntil(twentyThousand), 0)
                .put("cpu_us", micros(whole.ours(), delivered), 0)
                .put("cpu_us_worker", micros(whole.workers, delivered), 0)
                .put("cpu_us_postgres", micros(whole.postgres, delivered), 0)
                .put("cpu_us_receiver", micros(whole.receiver, delivered), 0);
        if (half != null) {
            Cpu later = atEnd.minus(atHalf);
            double laterCount = ended.count - half.count;
            figures.put("second_half_cpu_us", micros(later.ours(), laterCount), 0)
                    .put("second_half_cpu_us_worker", micros(later.workers, laterCount), 0)
                    .put("second_half_cpu_us_postgres", micros(later.postgres, laterCount), 0)
                    .put("second_half_cpu_us_receiver", micros(later.receiver, laterCount), 0);
        }
        writeStatements();
        Map<String, Long> unfinished = database.unfinished();
        long repeats = bench.receiver().counts().repeats();
        return figures.put("commits_per_delivery", commits / delivered, 4)
                .put("statements_per_delivery", database.statements() / delivered, 4)
                .put("rows_per_claim", delivered / database.calls(BenchDatabase.Step.CLAIM), 1)
                .put("rows_per_record", delivered / database.calls(BenchDatabase.Step.RECORD), 1)
                .put("wal_bytes_per_delivery", wal / delivered, 0)
                .put("peak_rss_mb", peakMegabytes)
                .put("noise_cpus", Math.max(0, whole.others) / started.secondsUntil(ended), 2)
                .problem(problem != null, () -> problem)
                .problem(!unfinished.isEmpty(), () -> "rows that were not delivered: " + unfinished)
                .problem(repeats > 0, () -> repeats + " deliveries were repeated");
    }

    /** Shows where the statements of the last drain come from. */
    private void writeStatements() throws SQLException {
        try {
            Files.write(bench.directory().resolve("statements.txt"), database.statementCounts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double micros(double seconds, double deliveries) {
        return seconds * 1e6 / deliveries;
    }
}
