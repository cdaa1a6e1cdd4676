package io.webhookcourier.statistics;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.record.RecordingListener;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts the outcomes of attempts, by minute and by workspace and hour, and adds that to the statistics in the database
 * every few seconds: a chart of the last hour then costs the same at any rate and with any size of the attempt log.
 * What was not written yet is lost with the process; these are statistics, not records. Thread-safe.
 */
public final class OutcomeTally implements RecordingListener {

    /** A limit of memory while the database is away; attempts beyond it are missing in their workspace's statistics. */
    private static final int MOST_WORKSPACES = 20_000;

    private static final int SECONDS_OF_MINUTE = 60;
    private static final int SECONDS_OF_HOUR = 3600;

    record WorkspaceHour(String workspaceId, long hour) {}

    /** What was counted since the last writing. */
    static final class Tally {

        final Map<Long, OutcomeCounts> minutes = new HashMap<>();
        final Map<WorkspaceHour, WorkspaceTally> workspaces = new HashMap<>();

        void addEarlier(Tally earlier) {
            earlier.minutes.forEach((minute, counts) ->
                    minutes.computeIfAbsent(minute, any -> new OutcomeCounts()).add(counts));
            earlier.workspaces.forEach((key, tally) -> {
                if (workspaces.containsKey(key) || workspaces.size() < MOST_WORKSPACES) {
                    workspaces.computeIfAbsent(key, any -> new WorkspaceTally()).addEarlier(tally);
                }
            });
        }

        boolean isEmpty() {
            return minutes.isEmpty();
        }
    }

    private final OutcomeTallyWriter writer;
    private Tally tally = new Tally();

    public OutcomeTally(OutcomeTallyWriter writer) {
        this.writer = writer;
    }

    @Override
    public synchronized void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt) {
        if (attempt.recorded().outcome() == Outcome.RELEASED) {
            return;
        }
        long seconds = recordedAt.getEpochSecond();
        tally.minutes
                .computeIfAbsent(seconds / SECONDS_OF_MINUTE, any -> new OutcomeCounts())
                .add(attempt.recorded().outcome());
        WorkspaceHour key = new WorkspaceHour(attempt.claim().workspace(), seconds / SECONDS_OF_HOUR);
        if (tally.workspaces.containsKey(key) || tally.workspaces.size() < MOST_WORKSPACES) {
            tally.workspaces.computeIfAbsent(key, any -> new WorkspaceTally()).add(attempt, recordedAt);
        }
    }

    /**
     * Adds what was counted since the last time to the statistics in the database.
     *
     * @throws SQLException when that is not possible; the next call tries again
     */
    public void write() throws SQLException {
        Tally counted = take();
        if (counted.isEmpty()) {
            return;
        }
        try {
            writer.write(counted);
        } catch (SQLException e) {
            putBack(counted);
            throw e;
        }
    }

    /**
     * Like {@link #write()}, for the end of the process, which a database that is away must not hold up: connecting alone
     * may take longer than the process has left.
     *
     * @throws SQLException when nothing was written within the limit
     */
    public void writeWithin(Duration limit) throws SQLException, InterruptedException {
        FutureTask<Void> writing = new FutureTask<>(() -> {
            write();
            return null;
        });
        Thread thread = new Thread(writing, "courier-last-statistics");
        thread.setDaemon(true);
        thread.start();
        try {
            writing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SQLException("the database took longer than " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause().getMessage(), e.getCause());
        } finally {
            writing.cancel(true);
        }
    }

    private synchronized Tally take() {
        Tally taken = tally;
        tally = new Tally();
        return taken;
    }

    private synchronized void putBack(Tally counted) {
        tally.addEarlier(counted);
    }
}
