package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A workspace with a row in {@code "WorkspaceSettings"}.
 *
 * @param delivered attempts of the last 24 hours that were delivered; the other counts likewise
 * @param retried failed, and tried again
 * @param failed failed permanently
 * @param notSent skipped, or known as duplicates
 * @param lastError the last of the week, at most 300 characters; null without one
 * @param lastErrorAt null without one
 * @param lastEventId the event that it was about; null without one
 */
public record WorkspaceLine(
        String workspaceId,
        Endpoint endpoint,
        boolean paused,
        long delivered,
        long retried,
        long failed,
        long notSent,
        String lastError,
        Instant lastErrorAt,
        String lastEventId) {

    /** The share of events of the last 24 hours that were delivered in the end, of those that ended; 0 to 1. */
    public OptionalDouble successRate() {
        long ended = delivered + failed;
        return ended == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) delivered / ended);
    }

    /** The last error in words, or null. */
    public String lastErrorInWords() {
        return lastError == null ? null : CauseInWords.ofError(lastError);
    }
}
