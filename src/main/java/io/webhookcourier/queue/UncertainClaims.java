package io.webhookcourier.queue;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims whose answer never arrived: whether the database committed them is not known, so their rows are put back by
 * the owner token, with the attempt not counted. A statement that was cut off may still commit later; so each token is
 * tried again for a while, also after it was undone. Not thread-safe: the claiming thread's own.
 */
public final class UncertainClaims {

    private static final Logger LOG = LoggerFactory.getLogger(UncertainClaims.class);

    /** No statement of ours runs longer than this after its connection is gone. */
    private static final Duration WATCHED_FOR = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final LongSupplier nanoTime;

    /** Owner token, and until when it is tried again; null before it was undone for the first time. */
    private final Map<String, Long> tokens = new LinkedHashMap<>();

    private long nextTryNanos;
    private boolean failing;

    public UncertainClaims(DataSource dataSource, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.nanoTime = nanoTime;
        this.nextTryNanos = nanoTime.getAsLong();
    }

    /**
     * @param rows how many were put back
     * @param complete whether every claim was undone at least once
     */
    record Undone(int rows, boolean complete) {}

    void add(String ownerToken) {
        tokens.put(ownerToken, null);
        nextTryNanos = nanoTime.getAsLong();
    }

    /** Undoes what can be undone now. Never throws: what failed is tried again at a later call. */
    Undone undo() {
        return nanoTime.getAsLong() - nextTryNanos >= 0 ? undoNow() : new Undone(0, !tokens.containsValue(null));
    }

    /** As {@link #undo()}, however short ago the last try was. */
    Undone undoNow() {
        if (tokens.isEmpty()) {
            return new Undone(0, true);
        }
        nextTryNanos = nanoTime.getAsLong() + PAUSE.toNanos();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(Sql.statement("undo-claims"))) {
            Array array = connection.createArrayOf("text", tokens.keySet().toArray());
            statement.setArray(1, array);
            int rows = statement.executeUpdate();
            if (rows > 0) {
                LOG.info("Put back {} rows of a claim whose answer never arrived.", rows);
            }
            watch();
            failing = false;
            return new Undone(rows, true);
        } catch (SQLException e) {
            if (!failing && ConnectionLoss.of(e) == ConnectionLoss.NONE) {
                LOG.warn("A claim without an answer could not be undone yet: {}", e.getMessage());
            }
            failing = true;
            return new Undone(0, false);
        }
    }

    private void watch() {
        long now = nanoTime.getAsLong();
        tokens.replaceAll((token, until) -> until == null ? Long.valueOf(now + WATCHED_FOR.toNanos()) : until);
        tokens.values().removeIf(until -> now - until >= 0);
    }
}
