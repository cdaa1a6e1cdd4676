package io.webhookcourier.dispatch;

import io.webhookcourier.delivery.ClaimedEvent;

/**
 * A claimed row on its way through this process.
 *
 * @param event the row
 * @param lane what its endpoint's limits go by, beginning with the provider: for the application's rows, provider and workspace
 * @param workspace by which the row is paused and counted, trimmed, at most 2,000 characters of it; empty where the claim
 *     does not know it
 * @param deliveredBefore whether its dedupe key was delivered before, when the claim was made
 * @param claimedNanos the monotonic clock before the claim was sent; facts of the claim are at least this fresh
 * @param askAgain whether the claim's facts are known to be outdated, however young they are
 */
public record Claim(
        ClaimedEvent event,
        String lane,
        String workspace,
        boolean deliveredBefore,
        long claimedNanos,
        boolean askAgain,
        boolean payloadLeftBehind) {

    /** The same claim, whose facts have been overtaken. */
    public Claim askingAgain() {
        return new Claim(event, lane, workspace, deliveredBefore, claimedNanos, true, payloadLeftBehind);
    }
}
