package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A replay of many as scripts see it. */
record ReplayJobView(
        long id,
        String state,
        Instant createdAt,
        Instant updatedAt,
        String by,
        String reason,
        long expected,
        long replayed,
        long leftOut) {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    static ReplayJobView of(ReplayJob job) {
        return new ReplayJobView(
                job.id(),
                state(job),
                job.createdAt(),
                job.updatedAt(),
                job.operator().name(),
                job.operator().reason(),
                job.expected(),
                job.replayed(),
                job.leftOut());
    }

    /** running, stopped, done; interrupted when nobody has worked on it for half a minute. */
    static String state(ReplayJob job) {
        boolean interrupted =
                job.state() == ReplayJob.State.RUNNING && job.idle().compareTo(SILENCE) > 0;
        return interrupted ? "interrupted" : job.state().name().toLowerCase(Locale.ROOT);
    }
}
