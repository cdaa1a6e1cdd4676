package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clock of the database's machine is set by hand, or by NTP after a long drift: by it, the heartbeats of all living
 * workers have expired, or are good for minutes.
 */
class DatabaseClockIsSetTest {

    private static final int EVENTS = 60;

    /** Long enough that no request that is held ends on its own. */
    private static final Map<String, String> SETTINGS = Map.of(
            "courier.delivery.timeout", "30s",
            "courier.queue.dead-worker-after", "60s",
            "courier.shutdown-timeout", "40s");

    private static TestDatabase database;
    private static Receiver receiver;
    private static RunningCourier one;
    private static RunningCourier other;

    @BeforeAll
    static void startTwoWorkers() {
        database = TestDatabase.create();
        receiver = Receiver.start();
        database.insertWorkspace("ws", receiver.url(), "secret", "lead_created");
        one = RunningCourier.start(database, SETTINGS);
        other = RunningCourier.start(database, SETTINGS);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        receiver.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expires_at = expires_at - interval '120 s'",
                "expires_at = expires_at - interval '120 s', heartbeat_at = heartbeat_at - interval '120 s'",
                "expires_at = expires_at + interval '120 s', heartbeat_at = heartbeat_at + interval '120 s'"
            })
    void noEventIsSentTwice(String step) {
        CountDownLatch release = new CountDownLatch(1);
        List<String> ids = IntStream.range(0, EVENTS)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        ids.forEach(id -> receiver.answer(id, Answer.status(200).heldUntil(release)));
        ids.forEach(id -> database.insertEvent(row -> row.id(id).workspaceId("ws")));
        eventually(() -> assertThat(sent(ids)).isGreaterThanOrEqualTo(16));

        database.update("UPDATE courier.worker SET " + step);
        awaitLooksAtTheHeartbeats();
        release.countDown();

        for (String id : ids) {
            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            assertThat(receiver.requests(id)).hasSize(1);
            assertThat(database.attempts(id)).hasSize(1);
        }
    }

    private static long sent(List<String> ids) {
        return ids.stream().filter(id -> !receiver.requests(id).isEmpty()).count();
    }

    /** Each worker looks every second; a heartbeat that is stored in time shows that it lives. */
    private static void awaitLooksAtTheHeartbeats() {
        double looksOfOne = looks(one);
        double looksOfOther = looks(other);
        eventually(() -> {
            assertThat(looks(one)).isGreaterThan(looksOfOne + 1);
            assertThat(looks(other)).isGreaterThan(looksOfOther + 1);
        });
    }

    private static double looks(RunningCourier worker) {
        return worker.metric("camel_exchanges_total{camelContext=\"webhook-courier\",routeId=\"watch-workers\"}");
    }
}
