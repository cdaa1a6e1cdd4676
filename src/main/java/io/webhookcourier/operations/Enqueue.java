package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Enqueues an event on a caller's behalf, through {@code courier.enqueue}. Thread-safe. */
public final class Enqueue {

    /**
     * What {@code courier.enqueue} says.
     *
     * @param queued false when the event was in the queue before
     * @param warning why it may not be delivered; null when nothing is known against it
     */
    public record Enqueued(String id, String dedupeKey, boolean queued, String warning) {}

    private final DataSource dataSource;
    private final List<String> providers;
    private final RefusedEvent refused;

    /** @param providers those that this service delivers */
    Enqueue(DataSource dataSource, List<String> providers) {
        this.dataSource = dataSource;
        this.providers = List.copyOf(providers);
        this.refused = new RefusedEvent(dataSource);
    }

    /**
     * Queues the event once, regardless of how often it is called with the same one.
     *
     * @throws OperationRefusedException for what {@code courier.enqueue} or the table refuses, and when the same seed
     *     was used for another event of the same workspace, lead and type
     * @throws SQLException for errors that a retry may not meet again
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
            throw refused.unlessPermanent(e, event);
        }
    }

    private Enqueued enqueue(Connection connection, NewEvent event) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "operations/enqueue",
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
            return new Enqueued(
                    row.getString("id"), row.getString("dedupe_key"), row.getBoolean("queued"), warning(event));
        }
    }

    private String warning(NewEvent event) {
        return providers.contains(event.provider())
                ? null
                : "this service does not handle provider " + event.provider() + ": courier.queue.providers is "
                        + String.join(", ", providers);
    }

    private static void requireSame(Connection connection, NewEvent event, String id) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "operations/compare-enqueued",
                        event.workspaceId(),
                        event.eventType(),
                        event.leadId(),
                        event.row(),
                        event.messageId(),
                        event.changedField(),
                        event.source(),
                        id);
                ResultSet row = statement.executeQuery()) {
            if (row.next() && !row.getBoolean("same")) {
                throw new OperationRefusedException(
                        Cause.STATE,
                        "the same key was used before for another event: event " + id
                                + "; a new event needs a new key");
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
}
