package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.database.WakeUpTrigger;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Events that leave without waiting for the poll (contract, section 2: LISTEN). The poll interval is an hour here, so
 * what is delivered in time was woken for. Starting wakes once or twice, too: hence three events in a row.
 */
class WakeUpTest {

    private static final String LISTENERS =
            "SELECT pid FROM pg_stat_activity WHERE datname = ? AND application_name = 'webhook-courier wake-up'"
                    + " AND state = 'idle' AND query IN ('LISTEN courier_wakeup', 'SELECT')";

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.queue.poll-interval", "1h"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void anEventFromEnqueueDoesNotWaitForThePoll() {
        String workspace = scene.workspace();

        for (int i = 0; i < 3; i++) {
            scene.awaitStatus(enqueue(scene.database(), workspace), "SUCCEEDED");
        }
    }

    @Test
    void aPlainInsertDoesNotWaitForThePollOnceTheTriggerIsInstalled() throws SQLException {
        try (Connection connection = scene.database().dataSource().getConnection()) {
            WakeUpTrigger trigger = new WakeUpTrigger(connection);
            trigger.install();

            for (int i = 0; i < 3; i++) {
                scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
            }

            trigger.remove();
        }
    }

    @Test
    void aLostConnectionIsReplacedAndWhatCameMeanwhileIsFound() {
        Object lost = onlyListener();
        String whileAway = scene.event(row -> {});

        scene.database().value("SELECT pg_terminate_backend(?)", lost);

        scene.awaitStatus(whileAway, "SUCCEEDED");
        Scene.eventually(
                () -> assertThat(listeners(scene.database())).hasSize(1).doesNotContain(lost));
        String workspace = scene.workspace();
        for (int i = 0; i < 3; i++) {
            scene.awaitStatus(enqueue(scene.database(), workspace), "SUCCEEDED");
        }
    }

    @Test
    void withoutListeningThePollFindsEverything() {
        TestDatabase database = TestDatabase.create();
        String behindPgbouncer = database.jdbcUrl().substring("jdbc:".length()) + "?pgbouncer=true";
        try (Scene polling = Scene.start(database, Map.of("courier.database.url", behindPgbouncer))) {
            String workspace = polling.workspace();

            polling.awaitStatus(enqueue(database, workspace), "SUCCEEDED");
            polling.awaitStatus(polling.event(row -> {}), "SUCCEEDED");

            assertThat(listeners(database)).isEmpty();
        }
    }

    private static Object onlyListener() {
        Scene.eventually(() -> assertThat(listeners(scene.database())).hasSize(1));
        return listeners(scene.database()).get(0);
    }

    private static List<Object> listeners(TestDatabase database) {
        return database.query(LISTENERS, database.name()).stream()
                .map(row -> row.get("pid"))
                .toList();
    }

    private static String enqueue(TestDatabase database, String workspace) {
        return (String) database.value(
                "SELECT id FROM courier.enqueue('lead_created', ?, 'lead-1', '{\"name\": \"Ada\"}', seed => ?)",
                workspace,
                UUID.randomUUID().toString());
    }
}
