package io.webhookcourier.demo;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.text.Trimmed;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The sample workspace and its events, as rows of the application's tables. */
final class DemoData {

    private static final int SECRET_BYTES = 24;

    /** What {@code courier.enqueue} says. */
    record Queued(String id, String dedupeKey, boolean queued) {}

    private final DataSource dataSource;

    DemoData(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes the sample data where the tables are empty, with a random secret; else lets an existing sample workspace
     * follow the receiver.
     *
     * @return whether the data was made now
     */
    boolean prepare(String receiverUrl) throws SQLException {
        if (update("demo/demo-create", receiverUrl, randomSecret()) > 0) {
            return true;
        }
        update("demo/demo-move", receiverUrl, receiverUrl);
        return false;
    }

    /**
     * Deletes the sample workspace with all that was sent for it.
     *
     * @return how many events were deleted
     */
    long remove() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return NamedStatement.count(connection, "demo/demo-remove");
        }
    }

    /** What the sample workspace's requests are signed with, or empty when there is no such workspace or no secret. */
    Optional<SigningKey> signingKey() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(connection, "demo/demo-secret");
                ResultSet row = statement.executeQuery()) {
            String secret = row.next() ? Trimmed.orNull(row.getString(1)) : null;
            return Optional.ofNullable(secret).map(SigningKey::of);
        }
    }

    /** Puts one more event into the queue, by {@code courier.enqueue}. */
    Queued enqueue(SampleAnswer answer) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "demo/demo-enqueue",
                        answer.leadId(UUID.randomUUID().toString()),
                        "{\"name\": \"Katherine Johnson\", \"email\": \"katherine@example.com\"}");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Queued(row.getString("id"), row.getString("dedupe_key"), row.getBoolean("queued"));
        }
    }

    /** Whether each of the three events was delivered or has failed permanently. */
    boolean isFinished() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return NamedStatement.count(connection, "demo/demo-unfinished") == 0;
        }
    }

    private int update(String name, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return NamedStatement.update(connection, name, parameters);
        }
    }

    private static String randomSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return "whsec_" + HexFormat.of().formatHex(random);
    }
}
