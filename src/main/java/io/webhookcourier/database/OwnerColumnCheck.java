package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether the column {@code lockedBy} can hold the owner tokens of this worker: with a shorter one nothing is ever claimed. */
public final class OwnerColumnCheck {

    /** A boot id and a claim id, each behind a slash. */
    private static final int BEHIND_INSTANCE_ID = 1 + 8 + 1 + 36;

    private OwnerColumnCheck() {}

    /**
     * @param schema of the application's tables, which must be there
     * @throws ConfigurationException when the column is too short
     */
    public static void check(DataSource dataSource, String schema, String instanceId) {
        String table = RequiredTable.WEBHOOK_EVENT.in(schema);
        int needed = instanceId.codePointCount(0, instanceId.length()) + BEHIND_INSTANCE_ID;
        try (Connection connection = dataSource.getConnection()) {
            String room = new Catalog(connection).text("""
                    SELECT atttypmod - 4 FROM pg_attribute
                    WHERE attrelid = ?::text::regclass AND attname = 'lockedBy' AND atttypmod > 4""", table);
            if (room != null && Integer.parseInt(room) < needed) {
                throw new ConfigurationException("column \"lockedBy\" of table " + table + " holds " + room
                        + " characters, but an owner token of this worker has " + needed + ": ALTER TABLE " + table
                        + " ALTER COLUMN \"lockedBy\" TYPE text"
                        + (Integer.parseInt(room) > BEHIND_INSTANCE_ID
                                ? ", or choose a courier.instance-id of at most "
                                        + (Integer.parseInt(room) - BEHIND_INSTANCE_ID) + " characters"
                                : ""));
            }
        } catch (SQLException e) {
            throw new ConfigurationException("the database could not be examined: " + OneLine.of(e), e);
        }
    }
}
