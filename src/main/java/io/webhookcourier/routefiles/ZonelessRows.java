package io.webhookcourier.routefiles;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.sql.DefaultRowMapperFactory;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.RowMapper;

/**
 * Maps rows of Camel's SQL component with dates and times as {@code java.time} types, and arrays as lists. The types of
 * {@code java.sql} are moments in the JVM's time zone and cannot hold a local time that this zone skips: in New York
 * {@code 2026-03-08 02:30} would become 03:30.
 *
 * <p>A timestamptz is an {@link OffsetDateTime} in UTC, a timestamp a {@link LocalDateTime}, a date a {@link LocalDate},
 * a time a {@link LocalTime} and a timetz an {@link OffsetTime}. Infinity and 24:00 are the greatest value of their
 * class, minus infinity is the smallest. The component finds this factory in the registry by its type.
 */
public final class ZonelessRows extends DefaultRowMapperFactory {

    @Override
    public RowMapper<?> newColumnRowMapper() {
        return new Columns();
    }

    private static final class Columns extends ColumnMapRowMapper {

        @Override
        protected Object getColumnValue(ResultSet rows, int index) throws SQLException {
            return switch (rows.getMetaData().getColumnType(index)) {
                case Types.TIMESTAMP ->
                    isZoned(rows, index)
                            ? rows.getObject(index, OffsetDateTime.class)
                            : rows.getObject(index, LocalDateTime.class);
                case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(index, OffsetDateTime.class);
                case Types.DATE -> rows.getObject(index, LocalDate.class);
                case Types.TIME ->
                    isZoned(rows, index)
                            ? rows.getObject(index, OffsetTime.class)
                            : rows.getObject(index, LocalTime.class);
                case Types.TIME_WITH_TIMEZONE -> rows.getObject(index, OffsetTime.class);
                case Types.ARRAY -> elements(rows.getArray(index));
                default -> super.getColumnValue(rows, index);
            };
        }

        /** PostgreSQL's driver has one type number for timestamp and timestamptz, and for time and timetz. */
        private static boolean isZoned(ResultSet rows, int index) throws SQLException {
            return rows.getMetaData().getColumnTypeName(index).endsWith("tz");
        }

        private List<Object> elements(Array array) throws SQLException {
            if (array == null) {
                return null;
            }
            List<Object> elements = new ArrayList<>();
            try (ResultSet rows = array.getResultSet()) {
                while (rows.next()) {
                    // The first column is the index of the element.
                    elements.add(getColumnValue(rows, 2));
                }
            }
            return elements;
        }
    }
}
