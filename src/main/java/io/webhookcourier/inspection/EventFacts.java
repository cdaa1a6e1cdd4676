package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that decides why an event is in its state and what happens next.
 *
 * @param now the database's time
 * @param attempts oldest first
 * @param deliveredAs the event that was delivered under the same dedupeKey, or null
 * @param deliveredAt when, or null
 * @param endpoint null for providers other than the CRM
 * @param reasonToSkip why nothing would be sent now; null when something would, and for
 *     providers other than the CRM
 */
record EventFacts(
        Instant now,
        EventRow event,
        List<AttemptLine> attempts,
        List<WorkerLine> workers,
        List<Pause> pauses,
        String deliveredAs,
        Instant deliveredAt,
        Endpoint endpoint,
        Reason reasonToSkip) {

    Optional<AttemptLine> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    /** Whether it ended without a request, so that there is none to show. */
    boolean skipped() {
        return event.status() == EventStatus.SUCCEEDED
                && lastAttempt()
                        .filter(attempt -> attempt.outcome() == Outcome.SKIPPED)
                        .isPresent();
    }

    Optional<Pause> pause() {
        return pauses.stream()
                .filter(pause -> pause.everything() || pause.workspaceId().equals(event.workspace()))
                .findFirst();
    }

    Optional<WorkerLine> owner() {
        return Workers.owner(workers, event.lockedBy());
    }

    boolean anyWorkerAlive() {
        return workers.stream().anyMatch(WorkerLine::alive);
    }
}
