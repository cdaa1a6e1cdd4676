package io.webhookcourier.operations;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The record of what operators do, for acts outside of this package: a row in {@code courier.audit} and a log line.
 * Thread-safe.
 */
public final class AuditTrail {

    private final DataSource dataSource;

    public AuditTrail(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param action such as {@code purge}
     * @param target {@code event:<id>}, {@code workspace:<id>}, {@code replay:<job id>}, {@code table:<name>} or
     *     {@code everything}
     * @param detail what else is worth knowing; no secrets and nothing of a payload
     */
    public void record(Operator operator, String action, String target, Map<String, Object> detail)
            throws SQLException {
        Audit audit = new Audit(operator, action, target, detail);
        Transaction.run(dataSource, connection -> {
            audit.write(connection);
            return null;
        });
        audit.log();
    }
}
