package io.webhookcourier.attempt;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryException;
import io.webhookcourier.dispatch.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Lets events whose payload the claim did not read be delivered as far as their payloads fit into a part of the heap, however
 * many are claimed together; and only some of it for one endpoint, so that one that hangs does not hold up the large
 * payloads of others. Until a payload is read, it counts as the largest that there may be. Thread-safe.
 */
public final class LargePayloads {

    /** How much larger than a body its stored payload may be: it may hold fields that are not sent. */
    private static final int STORED_TO_SENT = 4;

    /** What a payload becomes in the heap, parsed and written again, in the worst case. */
    private static final int HEAP_TO_STORED = 16;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    /** At least and at most this many of the largest fit in at once, for any heap size. */
    private static final int LEAST = 2;

    private static final int MOST = 64;

    /** An endpoint that holds this part of the room gets no more of it. */
    private static final int LANE_PART = 8;

    private final PayloadReader reader;
    private final long limit;
    private final long room;
    private final long roomOfLane;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomier = lock.newCondition();
    private final Map<Claim, Long> bytesOfClaims = new IdentityHashMap<>();
    private final Map<String, Long> bytesOfLanes = new HashMap<>();
    private long total;

    /**
     * @param payloadLimit bytes of a body that may be sent
     * @param heap bytes that this JVM may use
     * @param nanoTime the monotonic clock
     */
    public LargePayloads(
            DataSource dataSource, QueueStatements statements, int payloadLimit, long heap, LongSupplier nanoTime) {
        this.limit = (long) payloadLimit * STORED_TO_SENT;
        this.reader = new PayloadReader(dataSource, statements, limit, TIME_LIMIT, nanoTime);
        this.room = Math.max(LEAST * limit, Math.min(MOST * limit, heap / HEAP_TO_STORED));
        this.roomOfLane = room / LANE_PART;
    }

    /** Waits for its turn, then delivers this claim, whose payload has not been read yet. */
    public void inTurn(Claim claim, Runnable delivery) {
        begin(claim);
        try {
            delivery.run();
        } finally {
            hold(claim, 0);
        }
    }

    private void begin(Claim claim) {
        lock.lock();
        try {
            while (total + limit > room || bytesOfLanes.getOrDefault(claim.lane(), 0L) >= roomOfLane) {
                roomier.awaitUninterruptibly();
            }
            change(claim, limit);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The event with its payload. To be called in this claim's turn.
     *
     * @throws DeliveryException when the payload decides what comes of the event
     * @throws SQLException when the database cannot be asked
     */
    public ClaimedEvent read(Claim claim) throws SQLException {
        String raw = reader.read(claim.event());
        // As many bytes as it has in the database, or fewer: one a character.
        hold(claim, raw == null ? 0 : raw.length());
        return claim.event().withRaw(raw);
    }

    private void hold(Claim claim, long bytes) {
        lock.lock();
        try {
            change(claim, bytes);
            roomier.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void change(Claim claim, long bytes) {
        Long before = bytes == 0 ? bytesOfClaims.remove(claim) : bytesOfClaims.put(claim, bytes);
        long more = bytes - (before == null ? 0 : before);
        total += more;
        bytesOfLanes.merge(claim.lane(), more, (held, change) -> held + change == 0 ? null : held + change);
    }
}
