package io.webhookcourier.claim;

import io.webhookcourier.dispatch.Claim;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answer to one claim.
 *
 * @param claims the rows that are ours now, oldest runAt first
 * @param candidates how many due rows the statement looked at and locked
 * @param limit how many it could examine
 * @param firstId the id of the first candidate, or null without any
 * @param firstRunAtMicros the earliest runAt among the candidates, in microseconds since the epoch, or null without any
 * @param pauses another text than before means that something was paused or resumed
 * @param nowMicros the database's time, in microseconds since the epoch
 */
public record ClaimResult(
        List<Claim> claims,
        int candidates,
        int limit,
        String firstId,
        Long firstRunAtMicros,
        String pauses,
        long nowMicros) {

    /** Whether the claim stopped before the end of the queue. */
    public boolean full() {
        return candidates >= limit;
    }

    /** The lanes of the claimed rows. */
    public Set<String> lanes() {
        return claims.stream().map(Claim::lane).collect(Collectors.toSet());
    }
}
