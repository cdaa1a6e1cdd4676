package io.webhookcourier.faults;

import java.time.Duration;

/**
 * One request as the receiver saw it.
 *
 * @param worker who sent it
 * @param receivedNanos by this JVM's monotonic clock
 * @param status what was, or was about to be, answered
 * @param clockError how far the request's timestamp is from the time of receipt
 */
record Request(String eventId, String worker, long receivedNanos, int status, Duration clockError) {

    /** Whether this answer settles the event permanently. */
    boolean decides() {
        return status == Answer.of(eventId).status;
    }
}
