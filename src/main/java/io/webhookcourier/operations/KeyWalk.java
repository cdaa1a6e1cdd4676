package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Through all pages of the delivered keys, in the order in which they lie on the disk. */
record KeyWalk(Duration retention) implements PurgeStep.Walk {

    /** Some 500 keys. */
    private static final int PAGES = 8;

    @Override
    public PurgeStep next(Connection connection, String position, boolean remove) throws SQLException {
        long first = position == null ? 0 : Long.parseLong(position);
        long end = first + PAGES;
        long old = remove
                ? NamedStatement.update(connection, "operations/purge-keys", first, end - 1, retention.toMillis())
                : NamedStatement.count(connection, "operations/count-old-keys", first, end - 1, retention.toMillis());
        boolean last = end >= NamedStatement.count(connection, "operations/count-key-pages");
        return new PurgeStep(old, last ? null : Long.toString(end));
    }
}
