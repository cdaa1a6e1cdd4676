package io.webhookcourier.queue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The description of a queue's table, and all that the stages of a row's life know of it.
 *
 * <p>Statuses are those of the application's table (PENDING, RUNNING, SUCCEEDED, FAILED), as an enum or as text. Times are
 * {@code timestamp} in UTC without a time zone, as in the application's table, whose statements say {@code AT TIME ZONE 'UTC'}.
 * Claims, retention and metrics go by an index that begins with status and runAt, everything else by the primary key.
 *
 * @param name a plural in lower case, such as {@code events}; part of the names of its route and of its retention
 * @param table as SQL takes it, with its schema unless that is in the search path
 * @param columns for each column, its name as SQL takes it (lower case or quoted), or else an expression over the row {@code e}
 * @param lane what an endpoint's limits go by: SQL over the row {@code e} and its workspace {@code w.workspace}; begins with the
 *     provider and a slash
 */
public record QueueTable(
        String name,
        String table,
        Map<QueueColumn, String> columns,
        KeyType keyType,
        PayloadType payloadType,
        String lane) {

    /** One lane for each workspace: as statements are written. */
    public static final String LANE_OF_WORKSPACE = "e.\"provider\"::text || '/' || w.workspace";

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*|\"(?:[^\"]|\"\")+\"");
    private static final Pattern PLURAL = Pattern.compile("[a-z]+");

    /** The application's table, in whose names the statements are written. */
    public static final QueueTable APPLICATION =
            new QueueTable("events", "\"WebhookEvent\"", quoted(), KeyType.TEXT, PayloadType.JSONB, LANE_OF_WORKSPACE);

    /** @throws IllegalArgumentException when a column is missing, or is an expression and is written to */
    public QueueTable {
        columns = Map.copyOf(columns);
        if (!PLURAL.matcher(name).matches()) {
            throw new IllegalArgumentException("a queue cannot be named " + name);
        }
        for (QueueColumn column : QueueColumn.values()) {
            String sql = columns.get(column);
            if (sql == null) {
                throw new IllegalArgumentException(table + " is described without " + column);
            }
            if (column.mustBeColumn() && !isName(sql)) {
                throw new IllegalArgumentException(
                        column + " of " + table + " must be a column of its own, because it is written: " + sql);
            }
        }
    }

    /**
     * Columns of a table in snake case ({@code run_at}), but for those that are given.
     *
     * @param others names or expressions
     */
    public static Map<QueueColumn, String> inSnakeCase(Map<QueueColumn, String> others) {
        Map<QueueColumn, String> columns = new EnumMap<>(QueueColumn.class);
        Arrays.stream(QueueColumn.values()).forEach(column -> columns.put(column, column.inSnakeCase()));
        columns.putAll(others);
        return columns;
    }

    /**
     * A statement, written in the names of the application's table, in those of this one. For the application's table, the
     * same text.
     *
     * @throws IllegalArgumentException when it names something in quotes that is not described
     */
    public String render(String statement) {
        return new Rendering(this).of(statement);
    }

    /**
     * A condition, written as in {@link #render}, for each of these queues; all of them have to hold.
     *
     * @throws IllegalArgumentException when it names something in quotes that is not described
     */
    public static String renderForEvery(List<QueueTable> queues, String condition) {
        return String.join(
                "AND\n", queues.stream().map(queue -> queue.render(condition)).toList());
    }

    /** The name of one of its columns, without quotes. */
    public String nameOf(QueueColumn column) {
        String sql = columns.get(column);
        if (!isName(sql)) {
            throw new IllegalArgumentException(column + " of " + table + " is not a column");
        }
        return sql.startsWith("\"") ? sql.substring(1, sql.length() - 1).replace("\"\"", "\"") : sql;
    }

    static boolean isName(String sql) {
        return NAME.matcher(sql).matches();
    }

    private static Map<QueueColumn, String> quoted() {
        Map<QueueColumn, String> columns = new EnumMap<>(QueueColumn.class);
        Arrays.stream(QueueColumn.values())
                .forEach(column -> columns.put(column, '"' + column.applicationsName() + '"'));
        return columns;
    }
}
