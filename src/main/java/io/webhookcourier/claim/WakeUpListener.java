package io.webhookcourier.claim;

import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.worker.Heartbeat;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Listens for the notification that {@code courier.enqueue} sends, so that an event leaves within milliseconds rather
 * than at the next poll. An accelerator only: notifications can be lost with the connection, and polling finds what
 * they announced.
 */
public final class WakeUpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUpListener.class);
    private static final String LISTEN = "LISTEN courier_wakeup";

    /** On a demoted primary server, the session stays open and receives nothing. */
    private static final String PROBE = "SHOW transaction_read_only";

    /** After this long without a notification the connection is tested, because a dead one is silent, too. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Heartbeat.ConnectionSource connections;
    private final Runnable wake;
    private final Duration silence;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "courier-wake-up");
    private volatile Connection connection;

    /** Of the listening thread alone. */
    private boolean failing;

    /**
     * @param connections opens a connection of its own; it must keep its session (not behind PgBouncer)
     * @param wake called for every burst of notifications, and after every new connection
     */
    public WakeUpListener(Heartbeat.ConnectionSource connections, Runnable wake) {
        this(connections, wake, SILENCE);
    }

    WakeUpListener(Heartbeat.ConnectionSource connections, Runnable wake, Duration silence) {
        this.connections = connections;
        this.wake = wake;
        this.silence = silence;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopped.countDown();
        disconnect();
    }

    private void run() {
        try {
            do {
                listen();
            } while (!stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (Connection opened = connections.open();
                Statement statement = opened.createStatement()) {
            connection = opened;
            statement.execute(LISTEN);
            failing = false;
            PGConnection session = opened.unwrap(PGConnection.class);
            wake.run();
            while (stopped.getCount() > 0) {
                if (notified(session)) {
                    wake.run();
                } else if (readOnly(statement)) {
                    LOG.debug("The wake-up session has become read-only; another one is opened.");
                    return;
                }
            }
        } catch (SQLException e) {
            if (stopped.getCount() > 0) {
                boolean said = failing || ConnectionLoss.of(e) != ConnectionLoss.NONE;
                LOG.atLevel(said ? Level.DEBUG : Level.INFO)
                        .log(
                                "The wake-up connection was lost ({}); polling continues, and the connection will be retried.",
                                e.getMessage());
                failing = true;
            }
        }
    }

    /** The driver answers silence with null or with nothing in the array, as its version has it. */
    private boolean notified(PGConnection session) throws SQLException {
        PGNotification[] notifications = session.getNotifications((int) silence.toMillis());
        return notifications != null && notifications.length > 0;
    }

    private static boolean readOnly(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(PROBE)) {
            return row.next() && row.getString(1).equals("on");
        }
    }

    private void disconnect() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("Closing the wake-up connection: {}", e.getMessage());
            }
        }
    }
}
