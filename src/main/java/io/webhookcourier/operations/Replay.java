package io.webhookcourier.operations;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Sends one event again, by putting its row back into the queue with its id and dedupeKey (contract, section 4). Row and
 * guard change in one transaction, in which the row is locked: an outcome that a worker is about to record comes before
 * it or after it. Thread-safe.
 */
public final class Replay {

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final List<String> providers;

    /** @param providers whose rows this service delivers; others are left alone */
    Replay(DataSource dataSource, QueueStatements statements, List<String> providers) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.providers = List.copyOf(providers);
    }

    /**
     * Makes the event due now. One that waits for its next attempt is sent at once.
     *
     * @throws OperationRefusedException for an unknown event, one of another provider, one that is being delivered, and
     *     one that was delivered or succeeded without being skipped, unless {@link ReplayOptions#force()}
     */
    public Replayed event(String id, ReplayOptions options, Operator operator) throws SQLException {
        return Transaction.run(dataSource, connection -> replay(connection, id, options, operator))
                .logged();
    }

    private record Done(Replayed replayed, Audit audit) {

        Replayed logged() {
            audit.log();
            return replayed;
        }
    }

    private Done replay(Connection connection, String id, ReplayOptions options, Operator operator)
            throws SQLException {
        LockedEvent event = LockedEvent.take(connection, statements, id)
                .orElseThrow(() -> new OperationRefusedException(Cause.UNKNOWN, "there is no event " + id));
        requireOurs(event);
        requireNotRunning(event);
        Requeue requeue = new Requeue(connection, statements);
        boolean delivered = !requeue.delivered(List.of(event.dedupeKey())).isEmpty();
        requireForce(event, delivered, options);
        Requeue.Row row = requeue.pending(
                        List.of(id), delivered ? List.of(event.dedupeKey()) : List.of(), options.keepAttempts())
                .get(0);
        Audit audit = new Audit(operator, "replay", "event:" + id, detail(event, delivered, options));
        audit.write(connection);
        return new Done(
                new Replayed(id, event.status(), row.attempts(), event.maxAttempts(), row.runAt(), delivered), audit);
    }

    private void requireOurs(LockedEvent event) {
        if (!providers.contains(event.provider())) {
            throw new OperationRefusedException(
                    Cause.FOREIGN,
                    "event " + event.id() + " is of provider " + event.provider()
                            + ", and courier.queue.providers names " + String.join(", ", providers)
                            + " only: the service that handles its provider has to replay it");
        }
    }

    private static void requireNotRunning(LockedEvent event) {
        if (event.status().equals("RUNNING")) {
            throw new OperationRefusedException(
                    Cause.RUNNING,
                    "event " + event.id() + " is being delivered"
                            + (event.lockedBy() == null ? "" : " by " + event.lockedBy())
                            + (event.lockedAt() == null ? "" : " since " + event.lockedAt())
                            + ": wait for the outcome, or until its lock is released as stale, then replay it");
        }
    }

    private static void requireForce(LockedEvent event, boolean delivered, ReplayOptions options) {
        if (options.force()) {
            return;
        }
        if (delivered) {
            throw OperationRefusedException.unlessForced(
                    "event " + event.id() + " has already been delivered; to send it again, use ");
        }
        if (event.status().equals("SUCCEEDED") && !"SKIPPED".equals(event.lastOutcome())) {
            throw OperationRefusedException.unlessForced("event " + event.id()
                    + " has succeeded, and its delivery is no longer on record; to send it, use ");
        }
    }

    private static Map<String, Object> detail(LockedEvent event, boolean delivered, ReplayOptions options) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("previousStatus", event.status());
        detail.put("previousAttempts", event.attempts());
        detail.put("previousError", event.lastError());
        detail.put("force", options.force());
        detail.put("keepAttempts", options.keepAttempts());
        detail.put("guardLifted", delivered);
        return detail;
    }
}
