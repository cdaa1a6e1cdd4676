package io.webhookcourier.queue;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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

    private final List<String> providers;
    private final WorkerIdentity worker;
    private final DatabaseClock clock;
    private final ClaimRoute route;
    private final ClaimMarks marks;
    private final RefusedRows refused;
    private final UncertainClaims uncertain;
    private final Trouble trouble;
    private final Queue<Claim> handedBack = new ConcurrentLinkedQueue<>();

    public Claimer(
            List<String> providers,
            WorkerIdentity worker,
            DatabaseClock clock,
            ClaimRoute route,
            UncertainClaims uncertain,
            Trouble trouble) {
        this.providers = providers;
        this.worker = worker;
        this.clock = clock;
        this.route = route;
        this.marks = new ClaimMarks(clock::nanoTime);
        this.refused = new RefusedRows(clock::nanoTime);
        this.uncertain = uncertain;
        this.trouble = trouble;
    }

    /**
     * Claims due rows and starts their delivery.
     *
     * @throws Exception when the claim failed; what it may have taken is put back later
     */
    public ClaimResult claim(LaneBudgets budgets, int limit) throws Exception {
        for (Claim claim = handedBack.poll(); claim != null; claim = handedBack.poll()) {
            marks.returned(claim.lane(), claim.event().runAt().toEpochMilli() * 1_000);
        }
        if (refused.tryAgain()) {
            marks.forget();
        }
        boolean oneLeftOut = false;
        while (true) {
            int rows = refused.limit(limit);
            try {
                ClaimResult result = claimOnce(budgets, rows);
                refused.claimed();
                trouble.claimWorked();
                return result;
            } catch (Exception e) {
                if (!RefusedRows.causes(e) || oneLeftOut) {
                    trouble.claimFailed(rootMessage(e));
                    throw e;
                }
                oneLeftOut = rows == 1;
                findRefused(budgets, rows, e);
            }
        }
    }

    private void findRefused(LaneBudgets budgets, int rows, Exception cause) throws Exception {
        if (rows > 1) {
            refused.refused(rows);
            return;
        }
        String first = claimOnce(budgets.ofNothing(), 1).firstId();
        if (first == null || !refused.leaveOut(first, cause)) {
            throw cause;
        }
    }

    private ClaimResult claimOnce(LaneBudgets budgets, int limit) throws Exception {
        Long from = marks.startFor(budgets.blocked());
        String ownerToken = worker.newOwnerToken();
        long sentNanos = clock.nanoTime();
        ClaimRequest request = new ClaimRequest(ownerToken, sentNanos, parameters(ownerToken, from, budgets, limit));
        try {
            ClaimResult result = route.claim(request);
            clock.observe(result.nowMicros(), sentNanos);
            marks.observe(result, budgets.blocked(), clock.nanoTime() - sentNanos);
            return result;
        } catch (Exception e) {
            if (!RefusedRows.causes(e)) {
                uncertain.add(ownerToken);
                marks.forget();
            }
            throw e;
        }
    }

    /** This row was handed back unsent, and is due again where claims may look no more. Thread-safe. */
    public void handedBack(Claim claim) {
        handedBack.add(claim);
    }

    /**
     * Puts back what claims without an answer may have taken, about once a second; never throws.
     *
     * @return false when the database could not be asked to; until it can, a claim would fail as well
     */
    public boolean undoUncertainClaims() {
        return seen(uncertain.undo());
    }

    /** As {@link #undoUncertainClaims()}, for the last time. */
    public void close() {
        seen(uncertain.undoNow());
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    private boolean seen(UncertainClaims.Undone undone) {
        if (undone.rows() > 0) {
            marks.forget();
        }
        return undone.complete();
    }

    private Map<String, Object> parameters(String ownerToken, Long from, LaneBudgets budgets, int limit) {
        return Map.of(
                "owner_token", ownerToken,
                "providers", String.join(",", providers),
                "limit", limit,
                "from_run_at_micros", from == null ? "" : from.toString(),
                "blocked_lanes", budgets.blockedAsJson(),
                "left_out", JsonKeys.object(refused.leftOut()),
                "budgets", budgets.specialAsJson(),
                "default_budget", budgets.defaultBudget());
    }
}
