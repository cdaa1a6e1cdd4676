package io.webhookcourier.operations;

import io.webhookcourier.operations.OperationRefusedException.Cause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Puts an event into the queue on somebody's behalf, through {@code courier.enqueue}. Thread-safe. */
public final class Enqueue {

    private static final String INVALID_PARAMETER = "22023";
    private static final String INVALID_TEXT = "22P02";

    /** SQLSTATE's class of values that cannot be. */
    private static final String DATA_EXCEPTION = "22";

    /**
     * What {@code courier.enqueue} says.
     *
     * @param queued false when the event was in the queue before
     */
    public record Enqueued(String id, String dedupeKey, boolean queued) {}

    private final DataSource dataSource;

    public Enqueue(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Queues the event once, however often it is called with the same one.
     *
     * @throws OperationRefusedException for what {@code courier.enqueue} refuses, and when the same seed was used for
     *     another event of the same workspace, lead and type
     */
    public Enqueued event(NewEvent event, Operator operator) throws SQLException {
        record Done(Enqueued enqueued, Audit audit) {}
        try {
            Done done = Transaction.run(dataSource, connection -> {
                Enqueued enqueued = enqueue(connection, event);
                Audit audit = new Audit(operator, "enqueue", "event:" + enqueued.id(), detail(event));
                if (enqueued.queued()) {
                    audit.write(connection);
                } else {
                    requireSame(connection, event, enqueued.id());
                }
                return new Done(enqueued, audit);
            });
            if (done.enqueued().queued()) {
                done.audit().log();
            }
            return done.enqueued();
        } catch (SQLException e) {
            throw refused(e, event);
        }
    }

    private static Enqueued enqueue(Connection connection, NewEvent event) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "enqueue",
                        event.eventType(),
                        event.workspaceId(),
                        event.leadId(),
                        event.row(),
                        event.seed(),
                        event.messageId(),
                        event.changedField(),
                        event.source(),
                        event.occurredAt(),
                        event.provider());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Enqueued(row.getString("id"), row.getString("dedupe_key"), row.getBoolean("queued"));
        }
    }

    private static void requireSame(Connection connection, NewEvent event, String id) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "compare-enqueued",
                        event.row(),
                        event.messageId(),
                        event.changedField(),
                        event.source(),
                        id);
                ResultSet row = statement.executeQuery()) {
            if (row.next() && !row.getBoolean("same")) {
                throw new OperationRefusedException(
                        Cause.STATE,
                        "the same key was used before for another content of this workspace, lead and event type: event "
                                + id + "; a new event needs a new key");
            }
        }
    }

    private static Map<String, Object> detail(NewEvent event) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("workspaceId", event.workspaceId());
        detail.put("eventType", event.eventType());
        detail.put("leadId", event.leadId());
        return detail;
    }

    /** The function's own words name the argument; the database's about an enum or JSON are put into ours. */
    private static SQLException refused(SQLException e, NewEvent event) {
        String state = e.getSQLState();
        if (INVALID_PARAMETER.equals(state)) {
            throw OperationRefusedException.invalid(e.getMessage()
                    .replaceFirst("(?s)^ERROR: (courier\\.enqueue: )?", "")
                    .lines()
                    .findFirst()
                    .orElse(""));
        }
        if (INVALID_TEXT.equals(state)) {
            throw OperationRefusedException.invalid(
                    "provider " + event.provider() + " is none of the queue's table, or row is not valid JSON");
        }
        if (state != null && state.startsWith(DATA_EXCEPTION)) {
            throw OperationRefusedException.invalid(
                    "the database cannot store a value of this event: the character NUL,"
                            + " half of a surrogate pair, or a number beyond what it can hold");
        }
        return e;
    }
}
