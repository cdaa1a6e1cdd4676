package io.webhookcourier.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Through the application's SUCCEEDED rows by runAt. Many rows may have the same runAt, so a step begins at the one that
 * the last step ended at, and goes beyond it only when nothing more is to be had there.
 */
record SucceededWalk(Duration retention, List<String> providers) implements PurgeStep.Walk {

    private static final int RANGE = 250;

    private record Range(LocalDateTime last, List<String> ids) {}

    @Override
    public PurgeStep next(Connection connection, String position, boolean remove) throws SQLException {
        if (!remove) {
            long millis = retention.toMillis();
            return new PurgeStep(
                    NamedStatement.count(connection, "count-old-succeeded", millis, millis, providers), null);
        }
        LocalDateTime from = position == null ? null : LocalDateTime.parse(position);
        Range range = range(connection, from);
        List<String> old = range.ids().isEmpty() ? List.of() : old(connection, range.ids());
        if (!old.isEmpty()) {
            NamedStatement.update(connection, "purge-succeeded", old);
        }
        if (range.ids().size() < RANGE) {
            return new PurgeStep(old.size(), null);
        }
        boolean stuck = range.last().equals(from) && old.isEmpty();
        LocalDateTime next = stuck ? from.plus(1, ChronoUnit.MICROS) : range.last();
        return new PurgeStep(old.size(), next.toString());
    }

    private Range range(Connection connection, LocalDateTime from) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "find-succeeded-range", from, retention.toMillis(), RANGE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            List<String> ids = row.getArray("ids") == null
                    ? List.of()
                    : Arrays.asList((String[]) row.getArray("ids").getArray());
            return new Range(row.getObject("last_run_at", LocalDateTime.class), ids);
        }
    }

    private List<String> old(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "find-old-succeeded", ids, providers, retention.toMillis());
                ResultSet rows = statement.executeQuery()) {
            List<String> old = new ArrayList<>();
            while (rows.next()) {
                old.add(rows.getString(1));
            }
            return old;
        }
    }
}
