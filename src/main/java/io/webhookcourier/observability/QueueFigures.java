package io.webhookcourier.observability;

import io.webhookcourier.queue.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of the queue as of a few seconds ago: one query, at most once in {@value #SHORTEST_PAUSE_SECONDS} seconds
 * and for at most a hundredth of the time, however often they are read. Refreshed from outside ({@link #refresh}), so
 * that a scrape never waits for the database.
 */
public final class QueueFigures {

    static final int SHORTEST_PAUSE_SECONDS = 5;

    /** The rows of the queue, PENDING ones due and not due apart. */
    public enum State {
        PENDING_DUE,
        PENDING_WAITING,
        RUNNING,
        FAILED,
        SUCCEEDED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(QueueFigures.class);
    private static final int SHARE = 100;

    private record Figures(Map<State, Long> rows, double oldestDueSeconds, long readAtNanos) {}

    private final DataSource dataSource;
    private final String statementText;
    private final String providers;
    private final LongSupplier nanoTime;
    private volatile Figures figures;
    private long nextReadNanos;

    public QueueFigures(DataSource dataSource, List<String> providers, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.statementText = Sql.statement("queue-figures");
        this.providers = String.join(",", providers);
        this.nanoTime = nanoTime;
        this.nextReadNanos = nanoTime.getAsLong();
    }

    /** Reads the figures anew if they are old enough. */
    public synchronized void refresh() {
        long now = nanoTime.getAsLong();
        if (now - nextReadNanos < 0) {
            return;
        }
        try {
            figures = read();
        } catch (SQLException e) {
            LOG.debug("The figures of the queue cannot be read: {}", e.getMessage());
        }
        long took = nanoTime.getAsLong() - now;
        nextReadNanos =
                now + Math.max(Duration.ofSeconds(SHORTEST_PAUSE_SECONDS).toNanos(), took * SHARE);
    }

    /** How many rows there were, or NaN before the first reading. SUCCEEDED is the planner's estimate. */
    public double rows(State state) {
        Figures known = figures;
        return known == null ? Double.NaN : known.rows.get(state);
    }

    /** How long the oldest due row has been due, counted on since the reading; 0 without one, NaN before the first. */
    public double oldestDueSeconds() {
        Figures known = figures;
        if (known == null) {
            return Double.NaN;
        }
        double since = (nanoTime.getAsLong() - known.readAtNanos) / 1e9;
        return known.rows.get(State.PENDING_DUE) == 0 ? 0 : known.oldestDueSeconds + since;
    }

    private Figures read() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setString(1, providers);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Map<State, Long> rows = new EnumMap<>(State.class);
                rows.put(State.PENDING_DUE, row.getLong("due"));
                rows.put(State.PENDING_WAITING, row.getLong("waiting"));
                rows.put(State.RUNNING, row.getLong("running"));
                rows.put(State.FAILED, row.getLong("failed"));
                rows.put(State.SUCCEEDED, row.getLong("succeeded"));
                return new Figures(rows, row.getDouble("oldest_due_seconds"), nanoTime.getAsLong());
            }
        }
    }
}
