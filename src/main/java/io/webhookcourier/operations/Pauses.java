package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.text.Trimmed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Pauses and resumes deliveries, of everything or of one workspace (contract, section 3). A pause holds for every worker
 * and over restarts. Requests leave for at most one more second; what is in flight ends as it would have. The two kinds
 * are independent: resuming everything leaves paused workspaces paused. Thread-safe.
 */
public final class Pauses {

    private static final String EVERYTHING = "";

    private final DataSource dataSource;

    Pauses(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return false when everything was paused already; who did it first stays on record */
    public boolean pauseEverything(Operator operator) throws SQLException {
        return pause(EVERYTHING, operator);
    }

    /**
     * @param workspaceId white space around it does not count
     * @return false when the workspace was paused already
     * @throws OperationRefusedException for a blank id
     */
    public boolean pauseWorkspace(String workspaceId, Operator operator) throws SQLException {
        return pause(checked(workspaceId), operator);
    }

    /** @return false when not everything was paused */
    public boolean resumeEverything(Operator operator) throws SQLException {
        return resume(EVERYTHING, operator);
    }

    /**
     * @return false when the workspace was not paused
     * @throws OperationRefusedException for a blank id
     */
    public boolean resumeWorkspace(String workspaceId, Operator operator) throws SQLException {
        return resume(checked(workspaceId), operator);
    }

    /** What is paused now; everything comes first. */
    public List<Pause> list() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(connection, "operations/list-pauses");
                ResultSet rows = statement.executeQuery()) {
            List<Pause> pauses = new ArrayList<>();
            while (rows.next()) {
                String workspaceId = rows.getString("workspace_id");
                pauses.add(new Pause(
                        workspaceId.equals(EVERYTHING) ? null : workspaceId,
                        rows.getString("reason"),
                        rows.getString("paused_by"),
                        rows.getObject("paused_at", OffsetDateTime.class).toInstant()));
            }
            return pauses;
        }
    }

    private boolean pause(String workspaceId, Operator operator) throws SQLException {
        Audit audit = new Audit(operator, "pause", target(workspaceId), Map.of());
        boolean paused = Transaction.run(dataSource, connection -> {
            boolean changed = NamedStatement.update(
                            connection, "operations/pause", workspaceId, operator.reason(), operator.name())
                    > 0;
            if (changed) {
                audit.write(connection);
            }
            return changed;
        });
        if (paused) {
            audit.log();
        }
        return paused;
    }

    private boolean resume(String workspaceId, Operator operator) throws SQLException {
        Audit audit = new Audit(operator, "resume", target(workspaceId), Map.of());
        boolean resumed = Transaction.run(dataSource, connection -> {
            boolean changed = NamedStatement.update(connection, "operations/resume", workspaceId) > 0;
            if (changed) {
                audit.write(connection);
                WakeUp.workers(connection);
            }
            return changed;
        });
        if (resumed) {
            audit.log();
        }
        return resumed;
    }

    private static String checked(String workspaceId) {
        if (Trimmed.isBlank(workspaceId)) {
            throw OperationRefusedException.invalid("the workspace's id is blank: name one, or pause everything");
        }
        return Trimmed.of(workspaceId);
    }

    private static String target(String workspaceId) {
        return workspaceId.equals(EVERYTHING) ? "everything" : "workspace:" + workspaceId;
    }
}
