package io.webhookcourier.claim;

import io.webhookcourier.database.Bisection;
import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.text.Counted;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims whose answer never arrived: whether the database committed them is not known, so their rows are released by
 * the owner token, with the attempt not counted. A statement that was cut off may still commit later; so each token is
 * retried for a while, also after it was undone. Not thread-safe: the claiming thread's own.
 */
public final class InDoubtClaims {

    private static final Logger LOG = LoggerFactory.getLogger(InDoubtClaims.class);

    /** No statement of ours runs longer than this after its connection is gone. */
    private static final Duration WATCHED_FOR = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final LongSupplier nanoTime;

    /** Owner token, and until when it is tried again; null before it was undone for the first time. */
    private final Map<String, Long> tokens = new LinkedHashMap<>();

    /** Rows that the database refuses to release; logged once. */
    private final Set<String> refused = new HashSet<>();

    private long nextTryNanos;
    private boolean failing;

    public InDoubtClaims(DataSource dataSource, QueueStatements statements, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.nanoTime = nanoTime;
        this.nextTryNanos = nanoTime.getAsLong();
    }

    /**
     * @param rows how many were released
     * @param complete whether every claim was undone at least once
     * @param problem why it is not complete, or null
     */
    record Undone(int rows, boolean complete, String problem) {}

    /** It is undone at the next call, or a second after the last try: claim and undo never run in a tight loop. */
    void add(String ownerToken) {
        tokens.put(ownerToken, null);
    }

    /** Undoes what can be undone now. Never throws: what failed is tried again at a later call. */
    Undone undo() {
        if (nanoTime.getAsLong() - nextTryNanos >= 0) {
            return undoNow();
        }
        return new Undone(0, !tokens.containsValue(null), "it will be retried");
    }

    /** As {@link #undo()}, regardless of the last try. */
    Undone undoNow() {
        if (tokens.isEmpty()) {
            return new Undone(0, true, null);
        }
        nextTryNanos = nanoTime.getAsLong() + PAUSE.toNanos();
        try {
            int rows = undoAll();
            if (rows > 0) {
                LOG.info("Released {} of a claim whose response never arrived.", Counted.of(rows, "row"));
            }
            watch();
            failing = false;
            return new Undone(rows, true, null);
        } catch (SQLException e) {
            String problem = WriteFailure.reason(e);
            if (!failing && ConnectionLoss.of(e) == ConnectionLoss.NONE) {
                LOG.warn("A claim with unknown result could not be undone yet and will be retried: {}", problem);
            }
            failing = true;
            return new Undone(0, false, problem);
        }
    }

    private int undoAll() throws SQLException {
        try {
            return undo(null);
        } catch (SQLException e) {
            if (WriteFailure.of(e) != WriteFailure.REFUSED) {
                throw e;
            }
        }
        int[] rows = {0};
        Bisection.write(find(), ids -> rows[0] += undo(ids), this::leave);
        return rows[0];
    }

    /** A row that must not be changed stays RUNNING until its lock is stale, and is released then like any other. */
    private void leave(String id, SQLException cause) {
        if (refused.add(id)) {
            LOG.error("The database refuses to release event {}: {}", id, WriteFailure.reason(cause));
        }
    }

    /** @param ids of the rows to release, or null for all */
    private int undo(List<String> ids) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statements.text("claim/undo-claims"))) {
            Array only = ids == null ? null : connection.createArrayOf("text", ids.toArray());
            statement.setArray(
                    1, connection.createArrayOf("text", tokens.keySet().toArray()));
            statement.setArray(2, only);
            statement.setArray(3, only);
            return statement.executeUpdate();
        }
    }

    private List<String> find() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(statements.text("claim/find-claims-to-undo"))) {
            statement.setArray(
                    1, connection.createArrayOf("text", tokens.keySet().toArray()));
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            ids.removeAll(refused);
            return ids;
        }
    }

    private void watch() {
        long now = nanoTime.getAsLong();
        tokens.replaceAll((token, until) -> until == null ? Long.valueOf(now + WATCHED_FOR.toNanos()) : until);
        tokens.values().removeIf(until -> now - until >= 0);
        if (tokens.isEmpty()) {
            refused.clear();
        }
    }
}
