package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * The outcomes of attempts in one minute, of all workers together.
 *
 * @param minute when it began
 * @param retried failed, to be retried
 * @param notSent skipped, or known as a duplicate
 */
public record MinuteOutcomes(Instant minute, long delivered, long retried, long failed, long notSent) {

    public long total() {
        return delivered + retried + failed + notSent;
    }
}
