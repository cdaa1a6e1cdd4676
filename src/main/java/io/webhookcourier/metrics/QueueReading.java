package io.webhookcourier.metrics;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.database.NamedStatement.Untyped;
import io.webhookcourier.metrics.LatestQueueReading.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One look at the queue.
 *
 * @param rows exact below {@value #BOUND} of a state; beyond that as the planner's estimate has it
 * @param oldestDueSeconds how long the oldest due row of a workspace that is not paused has been due; 0 without one
 * @param paused {@code everything} and workspaces, a hundred at most
 */
record QueueReading(Map<State, Long> rows, double oldestDueSeconds, List<String> paused) {

    /** Rows that are looked at of each state, at most. */
    static final int BOUND = 10_000;

    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

    /** @param providers separated by commas */
    static QueueReading from(Connection connection, String providers) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "metrics/queue-figures", providers, BOUND);
                ResultSet row = statement.executeQuery()) {
            row.next();
            double oldest = Math.max(0, row.getDouble("oldest_due_seconds"));
            boolean noneDue = row.wasNull();
            Map<State, Long> rows = counted(row);
            for (State state : State.values()) {
                boolean more = row.getBoolean(state.label() + "_more");
                if (more && mayBeMore(state, noneDue, rows)) {
                    rows.put(state, estimated(connection, state, providers, rows));
                }
            }
            String[] paused = (String[]) row.getArray("paused").getArray();
            return new QueueReading(rows, oldest, List.of(paused));
        }
    }

    private static Map<State, Long> counted(ResultSet row) throws SQLException {
        Map<State, Long> rows = new EnumMap<>(State.class);
        for (State state : State.values()) {
            rows.put(state, row.getLong(state.label()));
        }
        return rows;
    }

    /** Beyond the bound nothing tells due rows from those of paused workspaces, unless there are none of the former. */
    private static boolean mayBeMore(State state, boolean noneDue, Map<State, Long> counted) {
        return switch (state) {
            case PENDING_DUE -> !noneDue;
            case PENDING_PAUSED -> noneDue && counted.get(State.PENDING_PAUSED) > 0;
            default -> true;
        };
    }

    /** Of the PENDING rows the planner knows the sum; what is not known to wait or to be paused counts as due. */
    private static long estimated(Connection connection, State state, String providers, Map<State, Long> rows)
            throws SQLException {
        long known =
                switch (state) {
                    case PENDING_DUE -> rows.get(State.PENDING_WAITING) + rows.get(State.PENDING_PAUSED);
                    case PENDING_PAUSED -> rows.get(State.PENDING_WAITING);
                    case PENDING_WAITING -> rows.get(State.PENDING_DUE) + rows.get(State.PENDING_PAUSED);
                    default -> 0;
                };
        return Math.max(rows.get(state), estimate(connection, state.status(), providers) - known);
    }

    private static long estimate(Connection connection, String status, String providers) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "metrics/estimate-queue-rows",
                        new Untyped(status),
                        new Untyped("{" + providers + "}"));
                ResultSet plan = statement.executeQuery()) {
            plan.next();
            Matcher rows = PLAN_ROWS.matcher(plan.getString(1));
            return rows.find() ? Long.parseLong(rows.group(1)) : 0;
        }
    }
}
