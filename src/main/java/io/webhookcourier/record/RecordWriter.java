package io.webhookcourier.record;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.worker.WorkerIdentity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Writes a batch of attempts in one statement, which is one transaction. Repeating a batch whose reply was lost changes
 * nothing and reports no lock as lost.
 */
public final class RecordWriter {

    /**
     * @param nowMicros the database's time of the transaction, in microseconds since the epoch
     * @param lostLocks attempts whose row was no longer this worker's; by identity; they are logged nevertheless
     */
    record Written(long nowMicros, Set<AttemptRecord> lostLocks) {}

    /** PostgreSQL's SQLSTATE. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String TOO_LONG = "22001";

    /** Ends the lines of the statement that only a repeat needs. */
    private static final String FOR_A_REPEAT = "-- for a repeat";

    private final DataSource dataSource;
    private final DatabaseClock clock;
    private final String worker;
    private final Duration lockTimeout;
    private final LastErrorWidth lastErrorWidth;
    /** Takes what is recorded already for the repeat that it is. */
    private final String repeatStatement;

    /** The same, refused when something is recorded already: which is rare, and skipping the check saves PostgreSQL 4 µs a row. */
    private final String recordStatement;

    private final String happenedStatement;
    private final String lockedStatement;

    /**
     * @param worker the name that the attempt log shows
     * @param lockTimeout how long a batch waits for rows that another session has locked
     * @param lastErrorWidth how much of an error's text the row takes
     */
    public RecordWriter(
            DataSource dataSource,
            QueueStatements statements,
            DatabaseClock clock,
            String worker,
            Duration lockTimeout,
            LastErrorWidth lastErrorWidth) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.worker = worker;
        this.lockTimeout = lockTimeout;
        this.lastErrorWidth = lastErrorWidth;
        this.repeatStatement = statements.text("record/record-endings");
        this.recordStatement = repeatStatement
                .lines()
                .filter(line -> !line.endsWith(FOR_A_REPEAT))
                .collect(Collectors.joining("\n"));
        this.happenedStatement = statements.text("record/record-what-happened");
        this.lockedStatement = statements.text("record/find-locked-rows");
    }

    Written write(List<AttemptRecord> records) throws SQLException {
        try {
            return writeOnce(records);
        } catch (SQLException e) {
            if (TOO_LONG.equals(e.getSQLState()) && lastErrorWidth.read()) {
                return writeOnce(records);
            }
            throw e;
        }
    }

    private Written writeOnce(List<AttemptRecord> records) throws SQLException {
        try {
            return write(records, recordStatement);
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return write(records, repeatStatement);
            }
            throw e;
        }
    }

    /** Writes the attempt log and the delivered keys alone, for rows that the database does not allow to be changed. */
    Written writeWhatHappened(List<AttemptRecord> records) throws SQLException {
        return write(records, happenedStatement);
    }

    private Written write(List<AttemptRecord> records, String sql) throws SQLException {
        long sentNanos = clock.nanoTime();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, lockTimeout.toMillis() + "ms");
            new Columns(connection, statement, records)
                    .add("text", r -> r.event().id())
                    .add("text", r -> r.event().ownerToken())
                    .add("uuid", r -> WorkerIdentity.claimId(r.event().ownerToken()))
                    .add("text", r -> worker)
                    .add("text", r -> r.recorded().outcome().name())
                    .add("text", AttemptRecord::status)
                    .add("int8", AttemptRecord::delayMillis)
                    .add("text", r -> lastErrorWidth.cut(r.lastError()))
                    .add("text", r -> r.event().dedupeKey())
                    .add("text", r -> r.event().provider())
                    .add("text", r -> r.event().eventType())
                    .add("text", r -> r.event().workspaceId())
                    .add("int4", r -> r.event().attempt())
                    .add("int8", r -> micros(r.startedAt()))
                    .add("int4", r ->
                            (int) Math.min(Integer.MAX_VALUE, r.duration().toMillis()))
                    .add("int4", r -> r.recorded().statusCode())
                    .add("text", r -> r.recorded().error())
                    .add("text", r -> r.recorded().responseBody());
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                clock.observe(answer.getLong("now_micros"), sentNanos);
                return new Written(answer.getLong("now_micros"), lost(records, answer.getArray("lost")));
            }
        }
    }

    /** The ids of those rows that another session holds a lock on right now. */
    Set<String> findLocked(List<AttemptRecord> records) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(lockedStatement)) {
            Array ids = connection.createArrayOf(
                    "text", records.stream().map(r -> r.event().id()).toArray());
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            Set<String> locked = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    locked.add(rows.getString(1));
                }
            }
            return locked;
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static Set<AttemptRecord> lost(List<AttemptRecord> records, Array places) throws SQLException {
        Set<AttemptRecord> lost = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Long place : (Long[]) places.getArray()) {
            lost.add(records.get(place.intValue() - 1));
        }
        return lost;
    }

    /** Binds one array parameter after the other, beginning with the second parameter. */
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<AttemptRecord> records;
        private int next = 2;

        Columns(Connection connection, PreparedStatement statement, List<AttemptRecord> records) {
            this.connection = connection;
            this.statement = statement;
            this.records = records;
        }

        Columns add(String type, Function<AttemptRecord, Object> value) throws SQLException {
            Object[] values = new Object[records.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(records.get(i));
            }
            statement.setArray(next++, connection.createArrayOf(type, values));
            return this;
        }
    }
}
