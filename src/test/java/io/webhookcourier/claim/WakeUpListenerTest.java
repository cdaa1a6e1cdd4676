package io.webhookcourier.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeUpListenerTest {

    private static final Duration SILENCE = Duration.ofMillis(100);

    private final AtomicInteger wakes = new AtomicInteger();
    private final BlockingQueue<Integer> sessions = new LinkedBlockingQueue<>();
    private TestDatabase database;
    private WakeUpListener listener;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        listener = new WakeUpListener(this::open, wakes::incrementAndGet, SILENCE);
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.close();
        database.close();
    }

    @Test
    void silenceDoesNotWakeAndTheConnectionIsTested() throws InterruptedException {
        int session = nextSession();

        // Asked twice: the state changes only when a later probe has been sent.
        Object first = awaitProbeAfter(session, null);
        awaitProbeAfter(session, first);

        assertThat(wakes).hasValue(1);
    }

    @Test
    void aNotificationWakes() throws InterruptedException {
        awaitProbeAfter(nextSession(), null);

        database.update("NOTIFY courier_wakeup");

        await().atMost(Duration.ofSeconds(20)).until(() -> wakes.get() == 2);
    }

    @Test
    void aLostConnectionIsOpenedAgainAndWakesAtOnce() throws InterruptedException {
        int lost = nextSession();
        awaitProbeAfter(lost, null);

        database.value("SELECT pg_terminate_backend(?)", lost);

        assertThat(nextSession()).isNotEqualTo(lost);
        await().atMost(Duration.ofSeconds(20)).until(() -> wakes.get() == 2);
    }

    @Test
    void nothingIsLeftOfItAfterClose() throws InterruptedException {
        int session = nextSession();

        listener.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> probes(session, null).isEmpty());
    }

    private Connection open() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        sessions.add((Integer) TestDatabase.query(connection, "SELECT pg_backend_pid() AS pid")
                .get(0)
                .get("pid"));
        return connection;
    }

    private int nextSession() throws InterruptedException {
        Integer session = sessions.poll(20, TimeUnit.SECONDS);
        assertThat(session).isNotNull();
        return session;
    }

    /** Waits for the session to have sent its probe, later than the given one; when that was. */
    private Object awaitProbeAfter(int session, Object earlier) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> probes(session, "SHOW transaction_read_only"),
                        found -> !found.isEmpty() && !found.get(0).equals(earlier))
                .get(0);
    }

    private List<Object> probes(int session, String query) {
        return database
                .query(
                        "SELECT query_start FROM pg_stat_activity WHERE pid = ? AND query = coalesce(?, query)",
                        session,
                        query)
                .stream()
                .map(row -> row.get("query_start"))
                .toList();
    }
}
