package io.webhookcourier.worker;

import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.Sql;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.runtime.BuildInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Stores this worker's heartbeat, on a connection of its own: an exhausted pool must not make a live worker
 * look dead. Each heartbeat carries its expiry; past it any worker may release this worker's rows.
 */
public final class Heartbeat implements AutoCloseable {

    /** Opens a connection of its own; the heartbeat closes it. */
    @FunctionalInterface
    public interface ConnectionSource {
        Connection open() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

    private final WorkerIdentity worker;
    private final String host;
    private final ConnectionSource connections;
    private final Lease lease;
    private final DatabaseClock clock;
    private final Duration expiry;
    private final String signOffStatement;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "courier-heartbeat");
    private volatile Connection connection;

    /** Of the heartbeat's thread alone. */
    private boolean failing;

    /**
     * @param host the machine's name, shown to people
     * @param expiry how long one heartbeat is good for
     * @param queues all that this worker claims from
     */
    public Heartbeat(
            WorkerIdentity worker,
            String host,
            ConnectionSource connections,
            Lease lease,
            DatabaseClock clock,
            Duration expiry,
            List<QueueTable> queues) {
        this.worker = worker;
        this.host = host;
        this.connections = connections;
        this.lease = lease;
        this.clock = clock;
        this.expiry = expiry;
        this.signOffStatement = Sql.statement("worker/sign-off", queues);
        thread.setDaemon(true);
    }

    /**
     * Stores the first heartbeat, so that nothing is claimed without one, and continues in the background.
     *
     * @throws SQLException when the first one cannot be stored
     */
    public void start() throws SQLException {
        beat();
        thread.start();
    }

    /** Ends the heartbeats and takes this worker off the list, unless rows still carry its token. Never throws. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(LONGEST_BEAT.toMillis());
            if (thread.isAlive()) {
                LOG.warn("The database does not answer: this worker could not deregister. Its heartbeat will expire.");
                giveUp();
                return;
            }
            signOff();
            disconnect();
        } catch (SQLException e) {
            LOG.warn("Could not deregister this worker: {}. Its heartbeat will expire.", e.getMessage());
            disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration interval =
                expiry.dividedBy(6).compareTo(LONGEST_INTERVAL) < 0 ? expiry.dividedBy(6) : LONGEST_INTERVAL;
        Duration pause = interval;
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = tryToBeat() ? interval : RETRY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToBeat() {
        try {
            beat();
            failing = false;
            return true;
        } catch (SQLException e) {
            boolean said = failing || ConnectionLoss.of(e) != ConnectionLoss.NONE;
            LOG.atLevel(said ? Level.DEBUG : Level.WARN)
                    .log("The heartbeat could not be stored: {}. Retrying in {} s.", e.getMessage(), RETRY.toSeconds());
            failing = true;
            disconnect();
            return false;
        }
    }

    private synchronized void beat() throws SQLException {
        if (connection == null) {
            connection = connections.open();
        }
        long sentNanos = clock.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(Sql.statement("worker/heartbeat"))) {
            statement.setString(1, worker.id());
            statement.setString(2, worker.instanceId());
            statement.setString(3, host);
            statement.setLong(4, ProcessHandle.current().pid());
            statement.setString(5, BuildInfo.version());
            statement.setLong(6, expiry.toMillis());
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                clock.observe(answer.getLong(1), sentNanos);
            }
        }
        lease.confirmed(sentNanos);
    }

    private synchronized void signOff() throws SQLException {
        if (connection == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(signOffStatement)) {
            statement.setString(1, worker.id());
            statement.executeUpdate();
        }
    }

    /** Without waiting for a statement that hangs; it is cancelled on the server. */
    private void giveUp() throws SQLException {
        Connection stuck = connection;
        if (stuck != null) {
            stuck.abort(Runnable::run);
        }
    }

    private synchronized void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("Closing the heartbeat's connection: {}", e.getMessage());
            }
            connection = null;
        }
    }
}
