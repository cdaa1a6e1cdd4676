package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/**
 * What is worth knowing about a database beyond {@link DatabaseChecks}: nothing of it keeps the service from running.
 *
 * @param version as the server writes it
 * @param answered how long a question to it takes, there and back
 * @param clockAhead how far the database's clock is ahead of this machine's; negative when behind
 * @param missingIndexes the statements that would make indexes without which the service is slow
 * @param mayInsert whether rows may be put into {@code "WebhookEvent"}, for the API's {@code POST /events}
 * @param mayDelete whether rows of {@code "WebhookEvent"} may be deleted, for {@code courier.retention.succeeded}
 */
public record Examination(
        String version,
        Duration answered,
        Duration clockAhead,
        List<String> missingIndexes,
        boolean mayDelete,
        boolean mayInsert) {

    private static final String INDEXED = """
            SELECT EXISTS (
                SELECT FROM pg_index AS i
                WHERE i.indrelid = ?::text::regclass AND i.indisvalid AND i.indpred IS NULL
                  AND (SELECT string_agg(a.attname, ',' ORDER BY k.place)
                       FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                       JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                       WHERE k.place <= 2 AND k.place <= i.indnkeyatts) = 'status,runAt')""";

    /** @param schema of the application's tables, which must be there */
    public static Examination of(DataSource dataSource, String schema, InstantSource clock) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Catalog catalog = new Catalog(connection);
            String version = catalog.text("SHOW server_version");
            Instant before = clock.instant();
            String micros = catalog.text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
            Duration answered = Duration.between(before, clock.instant());
            Instant database = Instant.EPOCH.plusNanos(Long.parseLong(micros) * 1_000);
            Duration ahead = Duration.between(before.plus(answered.dividedBy(2)), database);
            String table = RequiredTable.WEBHOOK_EVENT.in(schema);
            boolean mayDelete = catalog.holds("SELECT has_table_privilege(?::text, 'DELETE')", table);
            boolean mayInsert = catalog.holds("SELECT has_table_privilege(?::text, 'INSERT')", table);
            return new Examination(version, answered, ahead, missing(catalog, table), mayDelete, mayInsert);
        }
    }

    private static List<String> missing(Catalog catalog, String table) throws SQLException {
        return catalog.holds(INDEXED, table)
                ? List.of()
                : List.of("CREATE INDEX CONCURRENTLY ON " + table + " (\"status\", \"runAt\")");
    }
}
