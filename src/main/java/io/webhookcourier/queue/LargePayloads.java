package io.webhookcourier.queue;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.TerminalFailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Delivers events whose payload is large: a few at a time, so that their payloads never fill the heap, however many are
 * claimed together.
 */
public final class LargePayloads {

    private static final int AT_A_TIME = 4;

    /** How much larger than a body its stored payload may be: it may hold fields that are not sent. */
    private static final int STORED_TO_SENT = 4;

    private final DataSource dataSource;
    private final long limit;
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final String statementText = Sql.statement("read-payload");

    /** @param payloadLimit bytes of a body that may be sent */
    public LargePayloads(DataSource dataSource, int payloadLimit) {
        this.dataSource = dataSource;
        this.limit = (long) payloadLimit * STORED_TO_SENT;
    }

    /**
     * Waits for its turn, reads the event's payload and applies the delivery to it.
     *
     * @throws TerminalFailureException {@code payload_too_large} when no body of the permitted size could come of it
     * @throws SQLException when it cannot be read
     */
    public <T> T deliver(ClaimedEvent event, Function<ClaimedEvent, T> delivery) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            return delivery.apply(event.withRaw(read(event.id())));
        } finally {
            permits.release();
        }
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
