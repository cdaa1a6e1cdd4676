package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Has the workers look for due rows once the transaction is committed, instead of at their next poll. */
final class WakeUp {

    private WakeUp() {}

    static void workers(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "operations/wake-workers")) {
            statement.execute();
        }
    }
}
