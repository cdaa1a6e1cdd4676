package io.webhookcourier.operations;

import java.time.Instant;

/**
 * An event that was requeued.
 *
 * @param previousStatus PENDING, SUCCEEDED or FAILED
 * @param attempts how many count as made
 * @param maxAttempts how many there may be
 * @param runAt when it is due: now, by the database's clock
 * @param guardLifted whether it was delivered before, and now will be once more
 */
public record Replayed(
        String id, String previousStatus, int attempts, int maxAttempts, Instant runAt, boolean guardLifted) {}
