package io.webhookcourier.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Has a pool close sessions that can serve no more, although they answer: those of a primary server that was demoted, and
 * those that were opened before a policy of row-level security showed this role its rows. What has happened to one session
 * has happened to all, so idle ones are closed with it, though not more often than every few seconds: a database may take
 * no writes from new sessions either. Thread-safe.
 */
final class UnusableSessions implements SQLExceptionOverride {

    /** PostgreSQL's SQLSTATE read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    /** The function of PostgreSQL that raises an error where row_security is off; its message is translated. */
    private static final String ROW_SECURITY_CHECK = "check_enable_rls";

    private static final long ALL_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private HikariDataSource pool;
    private long lastNanos;

    UnusableSessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong() - ALL_AGAIN_NANOS;
    }

    /** Whose idle sessions are closed as well. */
    synchronized void evictFrom(HikariDataSource pool) {
        this.pool = pool;
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        if (!READ_ONLY.equals(e.getSQLState()) && !hidesRows(e)) {
            return Override.CONTINUE_EVICT;
        }
        evictAll();
        return Override.MUST_EVICT;
    }

    private synchronized void evictAll() {
        long now = nanoTime.getAsLong();
        if (pool != null && now - lastNanos >= ALL_AGAIN_NANOS) {
            lastNanos = now;
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static boolean hidesRows(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException raised ? raised.getServerErrorMessage() : null;
        return message != null && ROW_SECURITY_CHECK.equals(message.getRoutine());
    }
}
