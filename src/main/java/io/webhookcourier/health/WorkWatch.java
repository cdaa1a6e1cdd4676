package io.webhookcourier.health;

import io.webhookcourier.worker.Heartbeat;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second at what keeps this worker from delivering; has log, health, metrics and the worker's row in the
 * database say it.
 */
public final class WorkWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkWatch.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final WorkExamination examination;
    private final Heartbeat.ConnectionSource connections;
    private final WorkerNote note;
    private final LongSupplier nanoTime;
    private final ProblemLog log = new ProblemLog();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "courier-watch");
    private volatile List<Problem> problems = List.of();

    /** @param connections opens a connection, which tells whether the database is back */
    public WorkWatch(
            WorkExamination examination,
            Heartbeat.ConnectionSource connections,
            WorkerNote note,
            LongSupplier nanoTime) {
        this.examination = examination;
        this.connections = connections;
        this.note = note;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What keeps this worker from delivering, as of a second ago; empty when nothing does. */
    public List<Problem> problems() {
        return problems;
    }

    /** Of the oldest due rows those that another session has locked; 50 of them are looked at, every 10 s. */
    public int lockedRows() {
        return examination.lockedRows();
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("Checking this worker's progress failed; it will be retried.", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (isAway(problems)) {
            tryToConnect();
        }
        List<Problem> found = List.copyOf(examination.examine(nanoTime.getAsLong()));
        problems = found;
        log.see(found, nanoTime.getAsLong());
        if (!isAway(found)) {
            note.write(found, nanoTime.getAsLong());
        }
    }

    private void tryToConnect() {
        try {
            connections.open().close();
        } catch (SQLException e) {
            LOG.debug("The database is still unavailable: {}", e.getMessage());
        }
    }

    private static boolean isAway(List<Problem> found) {
        return found.stream().anyMatch(problem -> problem.kind() == Problem.Kind.DATABASE);
    }
}
