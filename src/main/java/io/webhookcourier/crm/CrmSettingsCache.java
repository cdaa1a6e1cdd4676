package io.webhookcourier.crm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The settings of the workspaces that were asked for last, so that a burst for one workspace asks the database once
 * and not once per event.
 *
 * <p>Guaranteed: an answer comes from a look-up that began less than the maximum age before the question. One look-up
 * per workspace at a time; who asks meanwhile waits for it. What a look-up throws goes to all who waited for it, and
 * is forgotten.
 */
public final class CrmSettingsCache {

    /** Leaves a tenth of the second that the contract allows (section 5) to what happens before the request leaves. */
    public static final Duration MAX_AGE = Duration.ofMillis(900);

    private static final int MAX_WORKSPACES = 10_000;

    private final Cache<String, FutureTask<CrmSettings>> lookUps;
    private final Function<String, CrmSettings> lookUp;

    /**
     * @param lookUp gives the settings of a workspace, {@link CrmSettings#NONE} for one that has none; never null
     * @param ticker the monotonic clock that ages are measured with
     */
    public CrmSettingsCache(Function<String, CrmSettings> lookUp, Ticker ticker) {
        this.lookUp = Objects.requireNonNull(lookUp, "lookUp");
        // An entry is written when its look-up starts, so its age counts from there. The cache's locks are held while
        // the task is made, never while it runs: a virtual thread that waits for the database pins no carrier.
        this.lookUps = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(MAX_AGE)
                .maximumSize(MAX_WORKSPACES)
                .executor(Runnable::run)
                .build();
    }

    /** The settings of the workspace, at most {@link #MAX_AGE} old; throws what the look-up throws. */
    public CrmSettings get(String workspaceId) {
        FutureTask<CrmSettings> task = lookUps.get(
                workspaceId,
                id -> new FutureTask<>(() -> Objects.requireNonNull(lookUp.apply(id), "the look-up returned null")));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            lookUps.asMap().remove(workspaceId, task);
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the settings of a workspace", e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
