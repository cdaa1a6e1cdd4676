package io.webhookcourier.operations;

import io.webhookcourier.database.Bisection;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.text.Counted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Through a queue's SUCCEEDED rows by runAt. Many rows may have the same runAt, so a step begins at the one that
 * the last step ended at, and goes beyond it only when nothing more is to be had there.
 */
record SucceededWalk(QueueStatements statements, Duration retention, List<String> providers) implements PurgeStep.Walk {

    private static final Logger LOG = LoggerFactory.getLogger(SucceededWalk.class);
    private static final int RANGE = 250;

    private record Range(LocalDateTime last, List<String> ids) {}

    @Override
    public PurgeStep next(Connection connection, String position, boolean remove) throws SQLException {
        if (!remove) {
            long millis = retention.toMillis();
            return new PurgeStep(
                    statements.count(connection, "operations/count-old-succeeded", millis, millis, providers), null);
        }
        LocalDateTime from = position == null ? null : LocalDateTime.parse(position);
        Range range = range(connection, from);
        List<String> old = range.ids().isEmpty() ? List.of() : old(connection, range.ids());
        int removed = remove(connection, old);
        if (range.ids().size() < RANGE) {
            return new PurgeStep(removed, null);
        }
        boolean stuck = range.last().equals(from) && removed == 0;
        LocalDateTime next = stuck ? from.plus(1, ChronoUnit.MICROS) : range.last();
        return new PurgeStep(removed, next.toString());
    }

    /** Rows that the database refuses to have removed, as others refer to them, are left where they are. */
    private int remove(Connection connection, List<String> old) throws SQLException {
        List<String> refused = new ArrayList<>();
        Bisection.write(
                old,
                ids -> Transaction.nested(
                        connection, () -> statements.update(connection, "operations/purge-succeeded", ids)),
                (id, cause) -> {
                    refused.add(id);
                    LOG.debug("Event {} cannot be removed: {}", id, WriteFailure.reason(cause));
                });
        if (!refused.isEmpty()) {
            LOG.warn("{} past retention cannot be removed: {}.", Counted.of(refused.size(), "event"), refused.get(0));
        }
        return old.size() - refused.size();
    }

    private Range range(Connection connection, LocalDateTime from) throws SQLException {
        try (PreparedStatement statement = statements.prepare(
                        connection, "operations/find-succeeded-range", from, retention.toMillis(), RANGE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            List<String> ids = row.getArray("ids") == null
                    ? List.of()
                    : Arrays.asList((String[]) row.getArray("ids").getArray());
            return new Range(row.getObject("last_run_at", LocalDateTime.class), ids);
        }
    }

    private List<String> old(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement statement = statements.prepare(
                        connection, "operations/find-old-succeeded", ids, providers, retention.toMillis());
                ResultSet rows = statement.executeQuery()) {
            List<String> old = new ArrayList<>();
            while (rows.next()) {
                old.add(rows.getString(1));
            }
            return old;
        }
    }
}
