package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.OneLine;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a server that may still be starting, and says in one line why it gave up. */
final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ConnectionSource source;
    private final String label;

    FirstConnection(ConnectionSource source, String label) {
        this.source = source;
        this.label = label;
    }

    /** Tries at least once. Wrong credentials and a missing database are not waited for: time does not fix them. */
    void await(Duration limit) {
        long start = System.nanoTime();
        boolean logged = false;
        while (true) {
            try {
                source.probe(Database.APPLICATION_NAME);
                return;
            } catch (SQLException e) {
                if (isFinal(e)) {
                    throw refused(e);
                }
                if (System.nanoTime() - start + PAUSE.toNanos() > limit.toNanos()) {
                    throw ConfigurationException.temporary(
                            label + ": no connection within " + limit.toSeconds() + "s: " + inWords(e), e);
                }
                if (!logged) {
                    LOG.warn("No connection to the database yet, trying for {}s: {}", limit.toSeconds(), inWords(e));
                    logged = true;
                }
            }
            pause();
        }
    }

    private String inWords(SQLException e) {
        return source.reachability().outage().map(Reachability.Outage::text).orElseGet(() -> OneLine.of(e));
    }

    /** Class 28: invalid authorisation; 3D000: no such database. */
    private static boolean isFinal(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("28")
                || state.equals("3D000")
                || PgBouncerRefusal.in(e).isPresent();
    }

    private ConfigurationException refused(SQLException e) {
        String hint = PgBouncerRefusal.in(e)
                .map(refusal -> " (" + source.advice(refusal) + ")")
                .orElse("");
        return new ConfigurationException(label + ": the database refuses the connection: " + OneLine.of(e) + hint, e);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }
}
