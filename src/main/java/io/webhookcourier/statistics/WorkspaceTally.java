package io.webhookcourier.statistics;

import io.webhookcourier.record.AttemptRecord;
import java.time.Instant;

/** The outcomes of one workspace's attempts in one hour. Not thread-safe. */
final class WorkspaceTally {

    /** Enough to recognise an error by; the whole text is in the attempt log. */
    private static final int ERROR_CHARACTERS = 500;

    private final OutcomeCounts counts = new OutcomeCounts();
    private String lastError;
    private Instant lastErrorAt;
    private String lastEventId;

    void add(AttemptRecord attempt, Instant at) {
        counts.add(attempt.recorded().outcome());
        String error = attempt.recorded().lastError();
        if (error != null) {
            lastError = error.substring(0, error.offsetByCodePoints(0, Math.min(ERROR_CHARACTERS, points(error))));
            lastErrorAt = at;
            lastEventId = attempt.event().id();
        }
    }

    /** Adds what came before. */
    void addEarlier(WorkspaceTally earlier) {
        counts.add(earlier.counts);
        if (lastError == null) {
            lastError = earlier.lastError;
            lastErrorAt = earlier.lastErrorAt;
            lastEventId = earlier.lastEventId;
        }
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    OutcomeCounts counts() {
        return counts;
    }

    String lastError() {
        return lastError;
    }

    /** Null without an error. */
    Long lastErrorMillis() {
        return lastErrorAt == null ? null : lastErrorAt.toEpochMilli();
    }

    String lastEventId() {
        return lastEventId;
    }
}
