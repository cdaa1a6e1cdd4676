package io.webhookcourier.queue;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.TerminalFailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Lets events with a large payload be delivered a few at a time, so that their payloads never fill the heap, however
 * many are claimed together; and only some of these for one endpoint, so that one that hangs does not hold up the large
 * payloads of others. Thread-safe.
 */
public final class LargePayloads {

    /** How much larger than a body its stored payload may be: it may hold fields that are not sent. */
    private static final int STORED_TO_SENT = 4;

    /** What a payload becomes in the heap, parsed and written again, in the worst case. */
    private static final int HEAP_TO_STORED = 16;

    private static final int MOST = 64;

    /** One endpoint may hold this part of them. */
    private static final int LANE_PART = 4;

    private final DataSource dataSource;
    private final long limit;
    private final int atATime;
    private final int perLane;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<String, Integer> underWay = new HashMap<>();
    private int total;
    private final String statementText = Sql.statement("read-payload");

    /**
     * @param payloadLimit bytes of a body that may be sent
     * @param heap bytes that this JVM may use
     */
    public LargePayloads(DataSource dataSource, int payloadLimit, long heap) {
        this.dataSource = dataSource;
        this.limit = (long) payloadLimit * STORED_TO_SENT;
        this.atATime = (int) Math.max(2, Math.min(MOST, heap / (limit * HEAP_TO_STORED)));
        this.perLane = Math.max(1, atATime / LANE_PART);
    }

    /** Waits for its turn, then makes the delivery of an event of this lane whose payload was left behind. */
    public void inTurn(String lane, Runnable delivery) {
        begin(lane);
        try {
            delivery.run();
        } finally {
            end(lane);
        }
    }

    private void begin(String lane) {
        lock.lock();
        try {
            while (total >= atATime || underWay.getOrDefault(lane, 0) >= perLane) {
                ended.awaitUninterruptibly();
            }
            total++;
            underWay.merge(lane, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    private void end(String lane) {
        lock.lock();
        try {
            total--;
            underWay.computeIfPresent(lane, (key, count) -> count == 1 ? null : count - 1);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The event with its payload.
     *
     * @throws TerminalFailureException {@code payload_too_large} when no body of the permitted size could come of it
     * @throws SQLException when it cannot be read
     */
    public ClaimedEvent read(ClaimedEvent event) throws SQLException {
        return event.withRaw(read(event.id()));
    }

    private String read(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setLong(1, limit);
            statement.setString(2, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String raw = row.getString("raw");
                if (raw == null && row.getLong("bytes") > limit) {
                    throw new TerminalFailureException("payload_too_large: " + row.getLong("bytes") + " bytes");
                }
                return raw;
            }
        }
    }
}
