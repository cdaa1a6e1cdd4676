package io.webhookcourier.claim;

import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a PENDING row FAILED that cannot be claimed, with the reason in the row and in the attempt log. Thread-safe. */
public final class PoisonRowEnd {

    /** What came of it. */
    enum Outcome {
        FAILED,
        /** Another transaction has the row, or it is not PENDING any more. */
        NOT_NOW,
        /** The database refuses that, too. */
        REFUSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(PoisonRowEnd.class);

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final String worker;
    private final LastErrorWidth width;

    /** @param worker the name that the attempt log shows */
    public PoisonRowEnd(DataSource dataSource, QueueStatements statements, String worker, LastErrorWidth width) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.worker = worker;
        this.width = width;
    }

    /** Never throws: a database that is unavailable has refused nothing, and is asked again. */
    Outcome fail(String id, String reason) {
        String error = Reason.of(Kind.CLAIM_REFUSED, reason).text();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statements.text("claim/fail-refused-row"))) {
            statement.setString(1, id);
            statement.setString(2, width.cut(error));
            statement.setString(3, worker);
            statement.setString(4, error);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) == 0 ? Outcome.NOT_NOW : Outcome.FAILED;
            }
        } catch (SQLException e) {
            LOG.debug("Event {} cannot be set to FAILED: {}", id, WriteFailure.reason(e));
            return WriteFailure.of(e) == WriteFailure.REFUSED ? Outcome.REFUSED : Outcome.NOT_NOW;
        }
    }
}
