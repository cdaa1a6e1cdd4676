package io.webhookcourier.queue;

import java.util.List;

/**
 * The answer to one claim.
 *
 * @param claims the rows that are ours now, oldest runAt first
 * @param candidates how many due rows the statement looked at and locked; as many as its limit means there may be more
 * @param firstRunAtMicros the earliest runAt among the candidates, in microseconds since the epoch, or null without any
 * @param nowMicros the database's time, in microseconds since the epoch
 */
public record ClaimResult(List<Claim> claims, int candidates, Long firstRunAtMicros, long nowMicros) {}
