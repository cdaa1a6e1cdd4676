package io.webhookcourier.faults;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks all the time which workers have rows. */
final class RunningRows implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRows.class);
    private static final int LOOK_EVERY_MILLIS = 100;

    private final EventTable table;
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    RunningRows(EventTable table) {
        this.table = table;
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** When the worker was last seen with a RUNNING row, by the monotonic clock; never: the far past. */
    long lastSeenWith(String worker) {
        return lastSeen.getOrDefault(worker, Long.MIN_VALUE / 2);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            for (String worker : table.runningByWorker().keySet()) {
                lastSeen.put(worker, System.nanoTime());
            }
        } catch (SQLException e) {
            LOG.debug("The database is away, as a trial may want it to be: {}", e.getMessage());
        }
    }
}
