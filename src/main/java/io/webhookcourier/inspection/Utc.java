package io.webhookcourier.inspection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Moments as the tables hold them: the application's without zone, in UTC; ours with zone. Infinite ones may be there. */
final class Utc {

    /** The last millisecond that PostgreSQL takes in a timestamp(3), apart from infinity. */
    static final LocalDateTime LAST = LocalDateTime.of(294275, 12, 31, 23, 59, 59, 999_000_000);

    private Utc() {}

    /** Of a column without zone; null where it is null; {@link Instant#MAX} and {@link Instant#MIN} for infinity. */
    static Instant of(ResultSet row, String column) throws SQLException {
        return of(row.getObject(column, LocalDateTime.class));
    }

    static Instant of(LocalDateTime value) {
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    /** Of a column with zone; null where it is null. */
    static Instant zoned(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
