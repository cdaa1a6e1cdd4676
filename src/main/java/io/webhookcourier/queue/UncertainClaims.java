package io.webhookcourier.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
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
    private final Map<String, Long> watchedUntilNanos = new LinkedHashMap<>();
    private long nextTryNanos;

    public UncertainClaims(DataSource dataSource, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.nanoTime = nanoTime;
        this.nextTryNanos = nanoTime.getAsLong();
    }

    void add(String ownerToken) {
        watchedUntilNanos.put(ownerToken, null);
        nextTryNanos = nanoTime.getAsLong();
    }

    /** Undoes what can be undone now. Never throws: what failed is tried again at a later call. */
    void undo() {
        if (nanoTime.getAsLong() - nextTryNanos >= 0) {
            undoNow();
        }
    }

    /** As {@link #undo()}, however short ago the last try was. */
    void undoNow() {
        if (watchedUntilNanos.isEmpty()) {
            return;
        }
        nextTryNanos = nanoTime.getAsLong() + PAUSE.toNanos();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(Sql.statement("undo-claim"))) {
            for (Iterator<Map.Entry<String, Long>> tokens =
                            watchedUntilNanos.entrySet().iterator();
                    tokens.hasNext(); ) {
                undo(statement, tokens);
            }
        } catch (SQLException e) {
            LOG.warn("A claim without an answer could not be undone yet: {}", e.getMessage());
        }
    }

    private void undo(PreparedStatement statement, Iterator<Map.Entry<String, Long>> tokens) throws SQLException {
        Map.Entry<String, Long> token = tokens.next();
        statement.setString(1, token.getKey());
        int rows = statement.executeUpdate();
        if (rows > 0) {
            LOG.info("Put back {} rows of a claim whose answer never arrived.", rows);
        }
        if (token.getValue() == null) {
            token.setValue(nanoTime.getAsLong() + WATCHED_FOR.toNanos());
        } else if (nanoTime.getAsLong() - token.getValue() >= 0) {
            tokens.remove();
        }
    }
}
