package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.delivery.RetryableFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CrmSettingsCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lookUps = new AtomicInteger();

    @Test
    void settingsAreKeptPerWorkspaceUntilTheyAreTooOld() {
        CrmSettingsCache cache = LookUpsAlone.cache(this::fresh, nanos::get);

        KnownSettings first = cache.get("ws_1");
        pass(Duration.ofMillis(899));
        assertThat(cache.get("ws_1")).isSameAs(first);
        assertThat(cache.get("ws_2")).isNotSameAs(first);
        pass(Duration.ofMillis(1));
        assertThat(cache.get("ws_1")).isNotSameAs(first);
        assertThat(lookUps).hasValue(3);
    }

    @Test
    void ageCountsFromTheStartOfTheLookUp() {
        CrmSettingsCache cache = LookUpsAlone.cache(
                workspaceId -> {
                    pass(Duration.ofMillis(600));
                    return fresh(workspaceId);
                },
                nanos::get);

        KnownSettings first = cache.get("ws_1");
        pass(Duration.ofMillis(299));
        assertThat(cache.get("ws_1")).isSameAs(first);
        pass(Duration.ofMillis(1));
        assertThat(cache.get("ws_1")).isNotSameAs(first);
    }

    @Test
    void whoAsksDuringALookUpWaitsForIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CrmSettingsCache cache = LookUpsAlone.cache(
                workspaceId -> {
                    awaitUninterrupted(release);
                    return fresh(workspaceId);
                },
                nanos::get);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<KnownSettings>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<KnownSettings> answer = new CompletableFuture<>();
            Thread thread = new Thread(() -> answer.complete(cache.get("ws_1")));
            answers.add(answer);
            threads.add(thread);
            thread.start();
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> threads.stream().allMatch(CrmSettingsCacheTest::isWaiting));
        release.countDown();

        KnownSettings one = answers.get(0).get(10, TimeUnit.SECONDS);
        for (CompletableFuture<KnownSettings> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isSameAs(one);
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void aSlowLookUpOfOneWorkspaceHoldsUpNoOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch slowOneStarted = new CountDownLatch(1);
        CrmSettingsCache cache = LookUpsAlone.cache(
                workspaceId -> {
                    if (workspaceId.equals("slow")) {
                        slowOneStarted.countDown();
                        awaitUninterrupted(release);
                    }
                    return fresh(workspaceId);
                },
                nanos::get);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<KnownSettings> slow = thread.submit(() -> cache.get("slow"));
            assertThat(slowOneStarted.await(10, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 1_000; i++) {
                assertThat(cache.get("ws_" + i)).isNotNull();
            }
            assertThat(slow).isNotDone();
            release.countDown();
            assertThat(slow.get(10, TimeUnit.SECONDS)).isNotNull();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whatALookUpThrowsIsNotKept() {
        RetryableFailureException failure = new RetryableFailureException("the database is away");
        CrmSettingsCache cache = LookUpsAlone.cache(
                workspaceId -> {
                    if (lookUps.get() == 0) {
                        lookUps.incrementAndGet();
                        throw failure;
                    }
                    return fresh(workspaceId);
                },
                nanos::get);

        assertThatThrownBy(() -> cache.get("ws_1")).isSameAs(failure);
        assertThat(cache.get("ws_1")).isNotNull();
    }

    @Test
    void aLookUpThatGivesNullIsAFault() {
        CrmSettingsCache cache = LookUpsAlone.cache(workspaceId -> null, nanos::get);

        assertThatThrownBy(() -> cache.get("ws_1")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theOldestOfMoreThanTenThousandWorkspacesIsForgotten() {
        CrmSettingsCache cache = LookUpsAlone.cache(this::fresh, nanos::get);

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                cache.get("ws_" + i);
            }
        }

        assertThat(lookUps).hasValueGreaterThanOrEqualTo(30_000);
    }

    private CrmSettings fresh(String workspaceId) {
        lookUps.incrementAndGet();
        return new CrmSettings(true, "https://crm.example/" + workspaceId, Set.of(), null);
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
