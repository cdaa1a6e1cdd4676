package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Through the attempt log by id, from the oldest on, until a whole range is young. */
record AttemptWalk(Duration retention) implements PurgeStep.Walk {

    private static final int RANGE = 1_000;

    @Override
    public PurgeStep next(Connection connection, String position, boolean remove) throws SQLException {
        long from = position == null ? Long.MIN_VALUE : Long.parseLong(position);
        long last;
        long rows;
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "operations/find-attempt-range", from, RANGE);
                ResultSet range = statement.executeQuery()) {
            range.next();
            last = range.getLong("last_id");
            rows = range.getLong("rows");
        }
        long old = rows == 0 ? 0 : old(connection, from, last, remove);
        return new PurgeStep(old, old == 0 || rows < RANGE ? null : Long.toString(last));
    }

    private long old(Connection connection, long from, long last, boolean remove) throws SQLException {
        return remove
                ? NamedStatement.update(connection, "operations/purge-attempts", from, last, retention.toMillis())
                : NamedStatement.count(connection, "operations/count-old-attempts", from, last, retention.toMillis());
    }
}
