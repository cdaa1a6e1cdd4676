package io.webhookcourier.claim;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.JsonKeys;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.ClaimPlan;
import io.webhookcourier.dispatch.LaneBudgets;
import io.webhookcourier.worker.Trouble;
import io.webhookcourier.worker.WorkerIdentity;
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

    /** How many rows are examined one by one at a time. */
    private static final int MOST_ALONE = 100;

    private static final String TOO_LONG = "[SQLSTATE 22001]";

    private final List<String> providers;
    private final WorkerIdentity worker;
    private final DatabaseClock clock;
    private final ClaimRoute route;
    private final ScanWatermarks marks;
    private final PoisonRows refused;
    private final InDoubtClaims uncertain;
    private final Trouble trouble;
    private final Queue<Claim> handedBack = new ConcurrentLinkedQueue<>();

    public Claimer(
            List<String> providers,
            WorkerIdentity worker,
            DatabaseClock clock,
            ClaimRoute route,
            InDoubtClaims uncertain,
            PoisonRows refused,
            Trouble trouble) {
        this.providers = providers;
        this.worker = worker;
        this.clock = clock;
        this.route = route;
        this.marks = new ScanWatermarks(clock::nanoTime);
        this.refused = refused;
        this.uncertain = uncertain;
        this.trouble = trouble;
    }

    /**
     * Claims due rows, as many as planned, and starts their delivery.
     *
     * @param plan not empty
     * @throws Exception when the claim failed; what it may have taken is released later
     */
    public ClaimResult claim(ClaimPlan plan) throws Exception {
        LaneBudgets budgets = plan.budgets();
        for (Claim claim = handedBack.poll(); claim != null; claim = handedBack.poll()) {
            marks.returned(claim.lane(), claim.event().runAt().toEpochMilli() * 1_000);
        }
        if (refused.tryAgain()) {
            marks.forget();
        }
        for (int alone = 0; ; ) {
            int rows = refused.limit(plan.limit());
            try {
                return answered(claimOnce(budgets, rows));
            } catch (ClaimsRefusedException e) {
                throw e;
            } catch (Exception e) {
                WriteFailure failure = WriteFailure.of(e);
                boolean database = failure == WriteFailure.REFUSED || failure == WriteFailure.BLOCKED;
                if (rows > 1 && database) {
                    refused.refused(rows);
                }
                if (!database || alone == MOST_ALONE || rows > 1 && failure == WriteFailure.BLOCKED) {
                    throw failed(e);
                }
                if (rows == 1) {
                    alone++;
                    leaveOutFirst(budgets, e, failure);
                }
            }
        }
    }

    private ClaimResult answered(ClaimResult result) throws ClaimsRefusedException {
        if (!result.claims().isEmpty()) {
            if (refused.claimed(result)) {
                marks.forget();
            }
        } else if (refused.everyRow() != null) {
            trouble.claimFailed(refused.everyRow());
            throw new ClaimsRefusedException(refused.everyRow());
        } else {
            refused.nothingElseIsDue();
        }
        trouble.claimWorked();
        return result;
    }

    /** A claim of one row failed: a claim that examines one row and changes none shows which one it was. */
    private void leaveOutFirst(LaneBudgets budgets, Exception cause, WriteFailure failure) throws Exception {
        String first;
        try {
            first = claimOnce(budgets.ofNothing(), 1).firstId();
        } catch (Exception e) {
            throw WriteFailure.of(e) == WriteFailure.REFUSED ? refusedWithoutARow(e) : failed(e);
        }
        if (first != null && !refused.leaveOut(first, reason(cause), failure == WriteFailure.REFUSED)) {
            throw failed(cause);
        }
    }

    /** The statement is refused although it changes nothing: a missing grant, or a column that is too short. */
    private Exception refusedWithoutARow(Exception cause) {
        String reason = PoisonRows.EVERY_ROW + reason(cause);
        trouble.claimFailed(reason);
        return new ClaimsRefusedException(reason);
    }

    private String reason(Exception cause) {
        String reason = WriteFailure.reason(cause);
        // The server does not name the column; a claim writes one text only.
        return reason.contains(TOO_LONG)
                ? "column \"lockedBy\" must hold " + worker.newOwnerToken().length() + " characters: " + reason
                : reason;
    }

    private Exception failed(Exception cause) {
        String every = refused.everyRow();
        trouble.claimFailed(every == null ? WriteFailure.reason(cause) : every);
        return cause;
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
            WriteFailure failure = WriteFailure.of(e);
            if (failure == null || failure == WriteFailure.UNAVAILABLE) {
                uncertain.add(ownerToken);
                marks.forget();
            }
            throw e;
        }
    }

    /** This row was released unsent, and is due again where claims may not look any more. Thread-safe. */
    public void handedBack(Claim claim) {
        handedBack.add(claim);
    }

    /**
     * Releases the rows that claims with unknown result may have taken, about once a second; never throws.
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

    private boolean seen(InDoubtClaims.Undone undone) {
        if (undone.rows() > 0) {
            marks.forget();
        }
        if (!undone.complete()) {
            trouble.claimFailed("claims with unknown result could not be undone: " + undone.problem());
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
                "budgets", budgets.overridesAsJson(),
                "default_budget", budgets.defaultBudget());
    }
}
