package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many workspaces cost one look-up, and never the answer of another. */
@Timeout(20)
class CrmSettingsTogetherTest {

    private final AtomicLong nanos = new AtomicLong();
    private final List<Set<String>> batches = new CopyOnWriteArrayList<>();
    private final List<String> alone = new CopyOnWriteArrayList<>();
    private final List<String> next = new ArrayList<>();
    private boolean usable = true;
    private Function<Set<String>, Map<String, CrmSettings>> answer = CrmSettingsTogetherTest::ofAll;

    private final CrmSettingsCache cache = new CrmSettingsCache(
            id -> {
                alone.add(id);
                return of(id);
            },
            new CrmSettingsBatch() {
                @Override
                public boolean isUsable() {
                    return usable;
                }

                @Override
                public Map<String, CrmSettings> lookUp(Set<String> workspaceIds) {
                    batches.add(workspaceIds);
                    return answer.apply(workspaceIds);
                }
            },
            () -> next,
            nanos::get);

    @Test
    void theWorkspacesOfAClaimAreLookedUpTogether() {
        cache.prepare(List.of("a", "b", "a", "c"));

        assertThat(url("a")).isEqualTo("a");
        assertThat(url("b")).isEqualTo("b");
        assertThat(url("c")).isEqualTo("c");
        assertThat(batches).containsExactly(Set.of("a", "b", "c"));
        assertThat(alone).isEmpty();
    }

    @Test
    void onlyThoseAreLookedUpThatAreMissingOrWouldSoonBeTooOld() {
        cache.prepare(List.of("a", "b"));
        pass(Duration.ofMillis(300));
        cache.prepare(List.of("c", "d", "a"));
        pass(Duration.ofMillis(300));
        cache.prepare(List.of("a", "b", "c", "d"));

        assertThat(batches).containsExactly(Set.of("a", "b"), Set.of("c", "d"), Set.of("a", "b"));
    }

    @Test
    void oneWorkspaceIsLookedUpAlone() {
        cache.prepare(List.of("a"));

        assertThat(url("a")).isEqualTo("a");
        assertThat(batches).isEmpty();
        assertThat(alone).containsExactly("a");
    }

    @Test
    void aRowThatWaitedBringsTheSettingsOfTheRowsThatAreNext() {
        cache.prepare(List.of("a", "b", "c"));
        pass(CrmSettingsCache.MAX_AGE);
        next.addAll(List.of("b", "c"));

        assertThat(url("a")).isEqualTo("a");
        assertThat(url("b")).isEqualTo("b");
        assertThat(url("c")).isEqualTo("c");
        assertThat(batches).containsExactly(Set.of("a", "b", "c"), Set.of("a", "b", "c"));
        assertThat(alone).isEmpty();
    }

    @Test
    void rowsThatMissDuringABatchShareTheNextOne() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        answer = ids -> {
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ofAll(ids);
        };
        next.add("n");
        List<CompletableFuture<String>> urls = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String id : List.of("first", "1", "2", "3", "4", "5")) {
            CompletableFuture<String> url = new CompletableFuture<>();
            Thread thread = new Thread(() -> url.complete(url(id)));
            urls.add(url);
            threads.add(thread);
            thread.start();
            await().until(() ->
                    thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }
        release.countDown();

        for (CompletableFuture<String> url : urls) {
            url.get(10, TimeUnit.SECONDS);
        }
        assertThat(batches).containsExactly(Set.of("first", "n"), Set.of("1", "2", "3", "4", "5"));
        assertThat(alone).isEmpty();
    }

    @Test
    void whatABatchDoesNotSayIsLookedUpAlone() {
        answer = ids -> Map.of("a", of("a"));
        cache.prepare(List.of("a", "b"));

        assertThat(url("a")).isEqualTo("a");
        assertThat(url("b")).isEqualTo("b");
        assertThat(alone).containsExactly("b");
    }

    @Test
    void aBatchThatFailsIsFollowedByLookUpsAloneAndNotRepeatedForAWhile() {
        answer = ids -> {
            throw new IllegalStateException("no such column");
        };
        cache.prepare(List.of("a", "b"));
        assertThat(url("a")).isEqualTo("a");
        assertThat(url("b")).isEqualTo("b");
        assertThat(alone).containsExactly("a", "b");

        pass(Duration.ofSeconds(4));
        cache.prepare(List.of("a", "b"));
        assertThat(batches).hasSize(1);
        answer = CrmSettingsTogetherTest::ofAll;
        pass(Duration.ofSeconds(1));
        cache.prepare(List.of("a", "b"));
        assertThat(batches).hasSize(2);
    }

    @Test
    void ageCountsFromBeforeTheBatchWasSent() {
        answer = ids -> {
            pass(Duration.ofMillis(600));
            return ofAll(ids);
        };
        cache.prepare(List.of("a", "b"));

        KnownSettings known = cache.get("a");
        assertThat(known.asOfNanos()).isZero();
        pass(Duration.ofMillis(299));
        assertThat(cache.isFresh(known)).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(cache.isFresh(known)).isFalse();
    }

    @Test
    void ofAnEditedLookUpEachWorkspaceIsAskedAlone() {
        usable = false;
        cache.prepare(List.of("a", "b"));
        next.addAll(List.of("c", "d"));

        assertThat(url("a")).isEqualTo("a");
        assertThat(url("b")).isEqualTo("b");
        assertThat(batches).isEmpty();
        assertThat(alone).containsExactly("a", "b");
    }

    @Test
    void aThousandRowsOfAThousandWorkspacesCostFiveLookUps() {
        List<String> ids = IntStream.range(0, 1_000).mapToObj(i -> "w" + i).toList();
        for (int i = 0; i < 1_000; i += 200) {
            cache.prepare(ids.subList(i, i + 200));
            ids.subList(i, i + 200).forEach(this::url);
            pass(Duration.ofMillis(200));
        }

        assertThat(batches).hasSize(5);
        assertThat(alone).isEmpty();
    }

    private String url(String workspaceId) {
        return cache.get(workspaceId).settings().url();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Map<String, CrmSettings> ofAll(Set<String> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, CrmSettingsTogetherTest::of));
    }

    private static CrmSettings of(String workspaceId) {
        return new CrmSettings(true, workspaceId, Set.of(), null);
    }
}
