package io.webhookcourier.attempt;

import io.webhookcourier.database.Sql;
import io.webhookcourier.dispatch.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks again what a claim once knew, for a row that has waited (contract, section 5: at most 1 s old). */
public final class ClaimRecheck {

    private final DataSource dataSource;
    private final String statementText = Sql.statement("attempt/recheck-claim");

    public ClaimRecheck(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public ClaimFacts ask(Claim claim) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setString(1, claim.event().dedupeKey());
            statement.setString(2, claim.workspace());
            statement.setString(3, claim.event().id());
            statement.setString(4, claim.event().ownerToken());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new ClaimFacts(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3));
            }
        }
    }
}
