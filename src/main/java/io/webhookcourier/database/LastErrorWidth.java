package io.webhookcourier.database;

import io.webhookcourier.queue.QueueColumn;
import io.webhookcourier.queue.QueueTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How many characters the column {@code lastError} takes: an application may have made it shorter than the errors that it
 * gets. Read from the catalog at the start, and again when the database says that a text is too long. Thread-safe.
 */
public final class LastErrorWidth {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final DataSource dataSource;
    private final QueueTable queue;
    private volatile int characters = UNKNOWN;
    private volatile boolean known;

    public LastErrorWidth(DataSource dataSource, QueueTable queue) {
        this.dataSource = dataSource;
        this.queue = queue;
    }

    /**
     * Reads it from the catalog.
     *
     * @return whether it is another than before
     */
    public boolean read() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "database/find-last-error-width",
                        queue.table(),
                        queue.nameOf(QueueColumn.LAST_ERROR));
                ResultSet row = statement.executeQuery()) {
            int before = characters;
            characters = row.next() && row.getInt(1) > 0 ? row.getInt(1) : UNKNOWN;
            known = true;
            return characters != before;
        }
    }

    /** Reads it from the catalog unless it was read before. */
    public void readOnce() throws SQLException {
        if (!known) {
            read();
        }
    }

    /** Without a limit, {@link Integer#MAX_VALUE}. */
    public int characters() {
        return characters;
    }

    /** The beginning of the text that fits; null for null. */
    public String cut(String text) {
        int most = characters;
        // PostgreSQL counts code points, which are never more than Java's units: what is cut by these always fits.
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
