package io.webhookcourier.statistics;

import io.webhookcourier.database.Sql;
import io.webhookcourier.statistics.OutcomeTally.Tally;
import io.webhookcourier.statistics.OutcomeTally.WorkspaceHour;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds counts to {@code courier.minute_figures} and {@code courier.workspace_figures}, all or nothing. */
public final class OutcomeTallyWriter {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeTallyWriter.class);

    /** SQLSTATE's classes of data, constraints and limits of what can be stored. */
    private static final List<String> REFUSALS = List.of("22", "23", "54");

    private final DataSource dataSource;
    private final String addMinutes = Sql.statement("statistics/add-minute-figures");
    private final String addWorkspaces = Sql.statement("statistics/add-workspace-figures");
    private final String forgetWorkspaces = Sql.statement("statistics/forget-workspace-figures");

    public OutcomeTallyWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void write(Tally tally) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                writeMinutes(connection, tally.minutes);
                writeWorkspacesThatAreAccepted(connection, tally.workspaces);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** All at once; when one is refused for what it holds, one by one without it: it would be refused at every try. */
    private void writeWorkspacesThatAreAccepted(Connection connection, Map<WorkspaceHour, WorkspaceTally> workspaces)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            writeWorkspaces(connection, workspaces);
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            connection.rollback(before);
            if (workspaces.size() == 1) {
                LOG.warn(
                        "the statistics of one workspace are left out, because the database refuses them: {}",
                        e.getMessage());
                return;
            }
            for (Map.Entry<WorkspaceHour, WorkspaceTally> one : workspaces.entrySet()) {
                writeWorkspacesThatAreAccepted(connection, Map.of(one.getKey(), one.getValue()));
            }
        }
        connection.releaseSavepoint(before);
    }

    private static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return REFUSALS.stream().anyMatch(state::startsWith);
    }

    /** Removes statistics of workspaces that are too old to be shown. */
    public void forget() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(forgetWorkspaces)) {
            statement.execute();
        }
    }

    private void writeMinutes(Connection connection, Map<Long, OutcomeCounts> minutes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(addMinutes)) {
            setLongs(connection, statement, 1, minutes.keySet(), minute -> minute);
            setCounts(connection, statement, 2, minutes.values());
            statement.execute();
        }
    }

    private void writeWorkspaces(Connection connection, Map<WorkspaceHour, WorkspaceTally> workspaces)
            throws SQLException {
        Collection<WorkspaceTally> tallies = workspaces.values();
        try (PreparedStatement statement = connection.prepareStatement(addWorkspaces)) {
            setTexts(connection, statement, 1, workspaces.keySet(), WorkspaceHour::workspaceId);
            setLongs(connection, statement, 2, workspaces.keySet(), WorkspaceHour::hour);
            setCounts(
                    connection,
                    statement,
                    3,
                    tallies.stream().map(WorkspaceTally::counts).toList());
            setTexts(connection, statement, 7, tallies, WorkspaceTally::lastError);
            setLongs(connection, statement, 8, tallies, WorkspaceTally::lastErrorMillis);
            setTexts(connection, statement, 9, tallies, WorkspaceTally::lastEventId);
            statement.execute();
        }
    }

    private static void setCounts(
            Connection connection, PreparedStatement statement, int first, Collection<OutcomeCounts> counts)
            throws SQLException {
        setLongs(connection, statement, first, counts, OutcomeCounts::delivered);
        setLongs(connection, statement, first + 1, counts, OutcomeCounts::retried);
        setLongs(connection, statement, first + 2, counts, OutcomeCounts::failed);
        setLongs(connection, statement, first + 3, counts, OutcomeCounts::notSent);
    }

    private static <T> void setLongs(
            Connection connection,
            PreparedStatement statement,
            int index,
            Collection<T> things,
            Function<T, Long> value)
            throws SQLException {
        List<Long> values = new ArrayList<>(things.size());
        things.forEach(thing -> values.add(value.apply(thing)));
        statement.setArray(index, connection.createArrayOf("bigint", values.toArray()));
    }

    private static <T> void setTexts(
            Connection connection,
            PreparedStatement statement,
            int index,
            Collection<T> things,
            Function<T, String> value)
            throws SQLException {
        List<String> values = new ArrayList<>(things.size());
        things.forEach(thing -> values.add(value.apply(thing)));
        statement.setArray(index, connection.createArrayOf("text", values.toArray()));
    }
}
