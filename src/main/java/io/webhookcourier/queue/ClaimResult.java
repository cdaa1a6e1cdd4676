package io.webhookcourier.queue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answer to one claim.
 *
 * @param claims the rows that are ours now, oldest runAt first
 * @param candidates how many due rows the statement looked at and locked; as many as its limit means there may be more
 * @param firstRunAtMicros the earliest runAt among the candidates, in microseconds since the epoch, or null without any
 * @param pauses another text than before means that something was paused or resumed
 * @param nowMicros the database's time, in microseconds since the epoch
 */
public record ClaimResult(List<Claim> claims, int candidates, Long firstRunAtMicros, String pauses, long nowMicros) {

    /** The lanes of the claimed rows. */
    public Set<String> lanes() {
        return claims.stream().map(Claim::lane).collect(Collectors.toSet());
    }
}
