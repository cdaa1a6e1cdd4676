package io.webhookcourier.dispatch;

import io.webhookcourier.delivery.ClaimedEvent;

/**
 * A claimed row on its way through this process.
 *
 * @param event the row
 * @param lane what its endpoint's limits go by: the provider and the workspace
 * @param deliveredBefore whether its dedupe key was delivered before, when the claim was made
 * @param claimedNanos the monotonic clock before the claim was sent; facts of the claim are at least this fresh
 * @param askAgain whether the claim's facts are known to be outdated, however young they are
 */
public record Claim(
        ClaimedEvent event,
        String lane,
        boolean deliveredBefore,
        long claimedNanos,
        boolean askAgain,
        boolean payloadLeftBehind) {

    /** The workspace in the lane, at most 2,000 characters of it; empty where the claim does not know it. */
    public String workspace() {
        return lane.substring(lane.indexOf('/') + 1);
    }

    /** The same claim, whose facts have been overtaken. */
    public Claim askingAgain() {
        return new Claim(event, lane, deliveredBefore, claimedNanos, true, payloadLeftBehind);
    }
}
