package io.webhookcourier.crm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of the workspaces that were asked for last, so that neither a burst for one workspace nor a batch of
 * events of many asks the database once per event.
 *
 * <p>Guaranteed: an answer comes from a look-up that began less than {@link #MAX_AGE} before the question, or after it.
 * One look-up per workspace at a time; threads that ask meanwhile wait for it. What a look-up throws goes to all that
 * waited for it, and is forgotten. A batch that fails, or does not say what is to be known of a workspace, is followed by
 * the look-up of that workspace alone. Thread-safe.
 */
public final class CrmSettingsCache {

    /** Leaves a tenth of the second that the contract allows (section 5) to what happens before the request leaves. */
    public static final Duration MAX_AGE = Duration.ofMillis(900);

    /** With older ones, no request leaves. */
    private static final Duration AGE_ON_THE_WIRE = Duration.ofSeconds(1);

    /** Settings of this age would be too old before the rows that were just claimed have started (ClaimAhead). */
    private static final Duration RENEWED_AT = Duration.ofMillis(600);

    /** After a batch that failed, workspaces are looked up one by one for this long. */
    private static final Duration PAUSE_OF_BATCHES = Duration.ofSeconds(5);

    private static final int MAX_WORKSPACES = 10_000;

    /** @param asOfNanos when it began */
    private record LookUp(long asOfNanos, FutureTask<KnownSettings> task) {}

    private final Cache<String, LookUp> lookUps;
    private final Function<String, CrmSettings> alone;
    private final CrmSettingsBatch batch;
    private final Supplier<Collection<String>> next;
    private final Ticker ticker;
    private final Set<String> missed = ConcurrentHashMap.newKeySet();
    private final ReentrantLock oneBatch = new ReentrantLock();
    private volatile Long batchesFromNanos;

    /**
     * @param alone gives the settings of a workspace, {@link CrmSettings#NONE} for one that has none; never null
     * @param batch gives those of several
     * @param next workspaces whose rows are about to be delivered: a batch brings theirs, too
     * @param ticker the monotonic clock that ages are measured with
     */
    public CrmSettingsCache(
            Function<String, CrmSettings> alone,
            CrmSettingsBatch batch,
            Supplier<Collection<String>> next,
            Ticker ticker) {
        this.alone = Objects.requireNonNull(alone, "alone");
        this.batch = Objects.requireNonNull(batch, "batch");
        this.next = Objects.requireNonNull(next, "next");
        this.ticker = ticker;
        // An entry is written when its look-up starts, so its age counts from there. The cache's locks are held while
        // the task is made, never while it runs: a virtual thread that waits for the database pins no carrier.
        this.lookUps = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(MAX_AGE)
                .maximumSize(MAX_WORKSPACES)
                .executor(Runnable::run)
                .build();
    }

    /** The settings of the workspace; throws what their look-up throws. */
    public KnownSettings get(String workspaceId) {
        if (lookUps.getIfPresent(workspaceId) == null && batchesAreUsable()) {
            lookUpTogether(workspaceId);
        }
        LookUp lookUp = lookUps.get(workspaceId, id -> new LookUp(ticker.read(), new FutureTask<>(() -> ofOne(id))));
        lookUp.task().run();
        try {
            return lookUp.task().get();
        } catch (ExecutionException e) {
            lookUps.asMap().remove(workspaceId, lookUp);
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the settings of a workspace", e);
        }
    }

    /**
     * Looks up the settings of workspaces whose rows start now, in one batch, as far as they are not known or would soon be
     * too old. Throws nothing: what fails is looked up when it is needed.
     */
    public void prepare(Collection<String> workspaceIds) {
        Set<String> old = new HashSet<>(workspaceIds);
        old.removeIf(this::staysFresh);
        // One alone is looked up by its own row, which holds up no other.
        if (old.size() > 1 && batchesAreUsable()) {
            lookUpTogether(old);
        }
    }

    boolean isFresh(KnownSettings known) {
        return ticker.read() - known.asOfNanos() < MAX_AGE.toNanos();
    }

    boolean mayBeSentWith(KnownSettings known) {
        return ticker.read() - known.asOfNanos() <= AGE_ON_THE_WIRE.toNanos();
    }

    private boolean batchesAreUsable() {
        Long from = batchesFromNanos;
        return (from == null || ticker.read() - from >= 0) && batch.isUsable();
    }

    /** One batch at a time: threads that miss a workspace meanwhile have theirs looked up together by the next one. */
    private void lookUpTogether(String workspaceId) {
        missed.add(workspaceId);
        oneBatch.lock();
        try {
            if (!missed.contains(workspaceId)) {
                return;
            }
            Set<String> all = new HashSet<>(missed);
            missed.removeAll(all);
            all.addAll(next.get());
            all.removeIf(this::staysFresh);
            if (all.size() > 1) {
                lookUpTogether(all);
            }
        } finally {
            oneBatch.unlock();
        }
    }

    /** Threads that ask for one of these meanwhile wait for the batch. */
    private void lookUpTogether(Set<String> workspaceIds) {
        long asOfNanos = ticker.read();
        FutureTask<Map<String, CrmSettings>> task = new FutureTask<>(() -> batch.lookUp(workspaceIds));
        for (String id : workspaceIds) {
            lookUps.put(id, new LookUp(asOfNanos, new FutureTask<>(() -> ofBatch(task, asOfNanos, id))));
        }
        task.run();
        try {
            task.get();
        } catch (ExecutionException e) {
            batchesFromNanos = ticker.read() + PAUSE_OF_BATCHES.toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KnownSettings ofBatch(FutureTask<Map<String, CrmSettings>> task, long asOfNanos, String workspaceId)
            throws InterruptedException {
        try {
            CrmSettings found = task.get().get(workspaceId);
            return found == null ? ofOne(workspaceId) : new KnownSettings(found, asOfNanos);
        } catch (ExecutionException e) {
            return ofOne(workspaceId);
        }
    }

    private KnownSettings ofOne(String workspaceId) {
        long asOfNanos = ticker.read();
        return new KnownSettings(
                Objects.requireNonNull(alone.apply(workspaceId), "the look-up returned null"), asOfNanos);
    }

    private boolean staysFresh(String workspaceId) {
        LookUp lookUp = lookUps.getIfPresent(workspaceId);
        return lookUp != null && ticker.read() - lookUp.asOfNanos() < RENEWED_AT.toNanos();
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
