package io.webhookcourier.dispatch;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.queue.QueueTable;
import java.time.Instant;
import java.util.UUID;

/** Claims in the making, for tests of the queue and of what follows it. */
public final class QueueFixtures {

    /** Of the application's table. */
    public static final QueueStatements STATEMENTS = new QueueStatements(QueueTable.APPLICATION);

    private static final Instant RUN_AT = Instant.parse("2026-03-01T10:00:00Z");

    private QueueFixtures() {}

    /** A claim of a row of workspace {@code lane}, made at this moment of the monotonic clock. */
    public static Claim claim(String id, String lane, long claimedNanos) {
        return claim(id, "key-" + id, lane, claimedNanos);
    }

    public static Claim claim(String id, String dedupeKey, String lane, long claimedNanos) {
        return new Claim(
                event(id, dedupeKey, lane, "worker/boot/" + UUID.randomUUID()),
                "CRM/" + lane,
                lane,
                false,
                claimedNanos,
                false,
                false);
    }

    public static ClaimedEvent event(String id, String dedupeKey, String workspace, String ownerToken) {
        return new ClaimedEvent(
                id, "CRM", "lead_created", dedupeKey, workspace, "{}", 1, 8, RUN_AT, RUN_AT, ownerToken);
    }
}
