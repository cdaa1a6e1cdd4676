package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With room for two of the largest payloads, one for each endpoint. */
class LargePayloadsTest {

    private static final int BODY_LIMIT = 100_000;

    private static TestDatabase database;

    private final LargePayloads payloads =
            new LargePayloads(database.dataSource(), QueueFixtures.STATEMENTS, BODY_LIMIT, 1_000_000, System::nanoTime);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterEach
    void end() throws InterruptedException {
        mayRead.countDown();
        mayEnd.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void anotherBeginsOnceThePayloadIsReadAndFoundToBeSmaller() {
        deliver("first", "a");
        awaitBegun("first");
        deliver("second", "a");
        deliver("other", "b");
        awaitBegun("first", "other");
        deliver("third", "c");

        mayRead.countDown();
        awaitBegun("first", "second", "third", "other");
    }

    private void deliver(String id, String lane) {
        String row = database.insertEvent(event -> event.raw("{\"a\": \"" + "x".repeat(3_000) + "\"}"));
        Claim claim = QueueFixtures.claim(row, lane, 0);
        threads.execute(() -> payloads.inTurn(claim, () -> {
            begun.add(id);
            try {
                mayRead.await();
                assertThat(payloads.read(claim).raw()).hasSize(3_009);
                mayEnd.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** These, and no others. */
    private void awaitBegun(String... ids) {
        await().atMost(Duration.ofSeconds(10)).until(() -> begun.equals(Set.of(ids)));
    }
}
