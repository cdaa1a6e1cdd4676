package io.webhookcourier.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** An open pool, and single connections beside it. Thread-safe. */
public final class Database implements AutoCloseable {

    /** What {@code pg_stat_activity} shows. */
    static final String APPLICATION_NAME = "webhook-courier";

    private static final Duration POOL_WAIT = Duration.ofSeconds(10);
    private static final Duration SMALL_POOL_WAIT = Duration.ofSeconds(2);
    private static final Duration SMALL_POOL_IDLE = Duration.ofMinutes(1);

    private final ConnectionSource source;
    private final HikariDataSource pool;

    private Database(ConnectionSource source, HikariDataSource pool) {
        this.source = source;
        this.pool = pool;
    }

    /**
     * Waits until the server takes connections, then opens the pool.
     *
     * @param settings with a JDBC URL
     * @param label how a message names the setting, say {@code courier.database.url}
     * @param limit how long a server that cannot be reached yet is waited for
     * @throws ConfigurationException when no connection could be made; the message holds no password
     */
    public static Database open(Settings.Database settings, String label, Duration limit) {
        ConnectionSource source = new ConnectionSource(settings);
        new FirstConnection(source, label).await(limit);
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME);
        config.setDataSource(source.dataSource(APPLICATION_NAME));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        try {
            return new Database(source, pool(config, source.reachability()));
        } catch (PoolInitializationException e) {
            throw new ConfigurationException(label + ": no connection: " + OneLine.of(e.getCause()), e);
        }
    }

    /** Connections with autocommit on; one that is not free within 10 s is an SQLException. */
    public DataSource pool() {
        return pool;
    }

    /** Whether connections can be opened. */
    public Reachability reachability() {
        return source.reachability();
    }

    /** Has the pool tell a registry how it is doing. */
    public void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    /**
     * Opens a connection that does not count against the pool, for a heartbeat or LISTEN. The caller closes it.
     *
     * @param purpose a word that {@code pg_stat_activity} shows behind the service's name
     */
    public Connection connect(String purpose) throws SQLException {
        try {
            return source.open(APPLICATION_NAME + " " + purpose);
        } catch (SQLException e) {
            throw source.reachability().inWords(e);
        }
    }

    /**
     * Opens a small pool of its own, which takes nothing from the one that deliveries use. No connection is made before
     * the first is asked for, and none is kept that has not been used for a minute. The caller closes it.
     *
     * @param purpose a word that {@code pg_stat_activity} shows behind the service's name
     * @param size connections at most; one that is not free within 2 s is an SQLException
     */
    public HikariDataSource smallPool(String purpose, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME + " " + purpose);
        config.setDataSource(source.dataSource(APPLICATION_NAME + " " + purpose));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(SMALL_POOL_IDLE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(SMALL_POOL_WAIT.toMillis());
        return pool(config, source.reachability());
    }

    /** Opens a connection at every call, for migrations, whose statements may take minutes. */
    public DataSource migrations() {
        return source.migrations(APPLICATION_NAME + " migrations");
    }

    /** Has the server cancel every statement that runs now on any connection of this database. Returns at once. */
    public void cancelStatements() {
        source.cancelStatements();
    }

    private static HikariDataSource pool(HikariConfig config, Reachability reachability) {
        UnusableSessions unusable = new UnusableSessions(System::nanoTime);
        config.setExceptionOverride(unusable);
        HikariDataSource pool = new Pool(config, reachability);
        unusable.evictFrom(pool);
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
