package io.webhookcourier.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue's metrics as of a few seconds ago: one query of bounded cost, at most once in
 * {@value #SHORTEST_PAUSE_SECONDS} seconds and for at most 1 % of the time, regardless of how often they are read.
 * Refreshed from outside ({@link #refresh}), so that a scrape never waits for the database.
 */
public final class LatestQueueReading {

    static final int SHORTEST_PAUSE_SECONDS = 5;

    /** What {@link #paused()} says of a pause of everything. */
    public static final String EVERYTHING = "everything";

    /** The rows of the queue, PENDING ones due, due in a paused workspace, and not due apart. */
    public enum State {
        PENDING_DUE,
        PENDING_PAUSED,
        PENDING_WAITING,
        RUNNING,
        FAILED,
        SUCCEEDED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The status of such rows in the table. */
        String status() {
            return name().startsWith("PENDING") ? "PENDING" : name();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LatestQueueReading.class);
    private static final int SHARE = 100;

    private record Timed(QueueReading reading, long readAtNanos) {}

    private final DataSource dataSource;
    private final String providers;
    private final LongSupplier nanoTime;
    private volatile Timed latest;
    private long nextReadNanos;

    public LatestQueueReading(DataSource dataSource, List<String> providers, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.providers = String.join(",", providers);
        this.nanoTime = nanoTime;
        this.nextReadNanos = nanoTime.getAsLong();
    }

    /** Reads the metrics again if they are old enough. */
    public synchronized void refresh() {
        long now = nanoTime.getAsLong();
        if (now - nextReadNanos < 0) {
            return;
        }
        try {
            latest = read();
        } catch (SQLException e) {
            LOG.debug("The queue's metrics cannot be read: {}", e.getMessage());
        }
        long took = nanoTime.getAsLong() - now;
        nextReadNanos =
                now + Math.max(Duration.ofSeconds(SHORTEST_PAUSE_SECONDS).toNanos(), took * SHARE);
    }

    /** How many rows there were, as {@link QueueReading} says, or NaN before the first reading. */
    public double rows(State state) {
        Timed known = latest;
        return known == null ? Double.NaN : known.reading.rows().get(state);
    }

    /**
     * How long the oldest due row of a workspace that is not paused has been due, counted on since the reading; 0 without
     * one, NaN before the first reading.
     */
    public double oldestDueSeconds() {
        Timed known = latest;
        if (known == null) {
            return Double.NaN;
        }
        double since = (nanoTime.getAsLong() - known.readAtNanos) / 1e9;
        return known.reading.oldestDueSeconds() == 0 ? 0 : known.reading.oldestDueSeconds() + since;
    }

    /** {@code everything} and workspaces that are paused, a hundred of them at most; empty before the first reading. */
    public List<String> paused() {
        Timed known = latest;
        return known == null ? List.of() : known.reading.paused();
    }

    /** Workspaces that are paused, up to a hundred. */
    long pausedWorkspaces() {
        return paused().stream().filter(what -> !what.equals(EVERYTHING)).count();
    }

    private Timed read() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new Timed(QueueReading.from(connection, providers), nanoTime.getAsLong());
        }
    }
}
