package io.webhookcourier.database;

import java.time.Duration;

/**
 * How long the server lets statements of a session work and wait. They replace what the role, the database or the server
 * has set for others: limits meant for an application's sessions must not end this service's.
 *
 * @param statement a statement, less than the driver waits for its answer
 * @param lock a wait for a lock
 * @param idleInTransaction a transaction without a statement; zero is no limit
 */
record SessionLimits(Duration statement, Duration lock, Duration idleInTransaction) {

    private static final Duration LOCK = Duration.ofSeconds(5);
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(30);
    private static final Duration MIGRATION = Duration.ofMinutes(10);
    private static final Duration MIGRATION_LOCK = Duration.ofMinutes(2);

    /**
     * For everything but migrations.
     *
     * @param socketTimeout how long the driver waits for an answer; zero means no limit
     */
    static SessionLimits below(Duration socketTimeout) {
        Duration answer = socketTimeout.isZero() ? ConnectionSource.SOCKET_TIMEOUT : socketTimeout;
        // The server's answer that it has cancelled the statement must arrive before the driver gives up.
        Duration statement = answer.multipliedBy(5).dividedBy(6);
        Duration lock = statement.multipliedBy(4).dividedBy(5);
        return new SessionLimits(statement, LOCK.compareTo(lock) < 0 ? LOCK : lock, IDLE_IN_TRANSACTION);
    }

    /** For migrations, which may build an index on a large table; other starts wait for their turn meanwhile. */
    static SessionLimits ofMigrations() {
        return new SessionLimits(MIGRATION, MIGRATION_LOCK, Duration.ZERO);
    }
}
