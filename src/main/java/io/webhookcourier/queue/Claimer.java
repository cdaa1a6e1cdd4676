package io.webhookcourier.queue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes one claim at a time by way of the route {@code claim-due-events}. The owner token is made before the statement
 * runs, so that a claim whose answer never arrives can be undone by it. Not thread-safe.
 */
public final class Claimer {

    /**
     * Sends the parameters of claim-due-events.sql through the claiming route, which also starts the deliveries.
     *
     * <p>When it throws, whether rows were claimed is not known.
     */
    @FunctionalInterface
    public interface ClaimRoute {
        ClaimResult claim(ClaimRequest request) throws Exception;
    }

    private static final String UNIT_SEPARATOR = "\u001f";

    private final List<String> providers;
    private final WorkerIdentity worker;
    private final DatabaseClock clock;
    private final ClaimRoute route;
    private final ClaimWatermark watermark;
    private final UncertainClaims uncertain;

    public Claimer(
            List<String> providers,
            WorkerIdentity worker,
            DatabaseClock clock,
            ClaimRoute route,
            UncertainClaims uncertain) {
        this.providers = providers;
        this.worker = worker;
        this.clock = clock;
        this.route = route;
        this.watermark = new ClaimWatermark(clock::nanoTime);
        this.uncertain = uncertain;
    }

    /**
     * Claims due rows and starts their delivery.
     *
     * @return whether there may be more
     * @throws Exception when the claim failed; what it may have taken is put back later
     */
    public boolean claim(LaneBudgets budgets, int limit) throws Exception {
        Long from = watermark.startFor(budgets.blocked());
        String ownerToken = worker.newOwnerToken();
        long sentNanos = clock.nanoTime();
        ClaimRequest request = new ClaimRequest(ownerToken, sentNanos, parameters(ownerToken, from, budgets, limit));
        try {
            ClaimResult result = route.claim(request);
            clock.observe(result.nowMicros(), sentNanos);
            watermark.observe(result, limit, budgets.blocked(), clock.nanoTime() - sentNanos);
            return result.candidates() >= limit;
        } catch (Exception e) {
            uncertain.add(ownerToken);
            watermark.forget();
            throw e;
        }
    }

    /** Puts back what claims without an answer may have taken, about once a second; never throws. */
    public void undoUncertainClaims() {
        uncertain.undo();
    }

    /** As {@link #undoUncertainClaims()}, for the last time. */
    public void close() {
        uncertain.undoNow();
    }

    private Map<String, Object> parameters(String ownerToken, Long from, LaneBudgets budgets, int limit) {
        List<Map.Entry<String, Integer>> special = List.copyOf(budgets.special().entrySet());
        return Map.of(
                "owner_token", ownerToken,
                "providers", String.join(",", providers),
                "limit", limit,
                "from_run_at_micros", from == null ? "" : from.toString(),
                "blocked_lanes", String.join(UNIT_SEPARATOR, budgets.blocked()),
                "lanes", special.stream().map(Map.Entry::getKey).collect(Collectors.joining(UNIT_SEPARATOR)),
                "budgets",
                        special.stream().map(lane -> lane.getValue().toString()).collect(Collectors.joining(",")),
                "default_budget", budgets.defaultBudget());
    }
}
