package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why an event is in its state, and what happens to it next, in two sentences. */
final class StateInWords {

    private final List<String> providers;
    private final Duration staleLock;

    StateInWords(List<String> providers, Duration staleLock) {
        this.providers = providers;
        this.staleLock = staleLock;
    }

    Explanation explain(Facts facts) {
        return switch (facts.event().status()) {
            case PENDING -> pending(facts);
            case RUNNING -> running(facts);
            case SUCCEEDED -> succeeded(facts);
            case FAILED -> failed(facts);
        };
    }

    private Explanation pending(Facts facts) {
        EventDetail event = facts.event();
        if (isForeign(event)) {
            return new Explanation(
                    "Waits for a service that delivers provider " + event.provider() + "; this service delivers "
                            + String.join(", ", providers) + ".",
                    "This service never touches it.");
        }
        Optional<Pause> pause = facts.pause();
        if (pause.isPresent()) {
            return paused(pause.get(), facts);
        }
        boolean due = !event.runAt().isAfter(facts.now());
        String attempt = attempt(event.attempts() + 1, event.maxAttempts());
        String because = event.attempts() == 0 ? "" : because(facts);
        return new Explanation(
                due
                        ? "Is due since " + moment(event.runAt(), facts) + " for " + attempt + because + "."
                        : "Waits until " + moment(event.runAt(), facts) + " for " + attempt + because + ".",
                nextOfPending(facts, due));
    }

    private static Explanation paused(Pause pause, Facts facts) {
        String what = pause.everything() ? "All deliveries are paused" : "Its workspace is paused";
        String by = pause.pausedBy() == null ? "" : " by " + pause.pausedBy();
        String reason = pause.reason() == null || pause.reason().isBlank() ? "" : ": " + pause.reason();
        return new Explanation(
                what + " since " + moment(pause.pausedAt(), facts) + by + reason + ".",
                facts.event().runAt().isAfter(facts.now())
                        ? "Nothing, until deliveries are resumed; it is due at "
                                + moment(facts.event().runAt(), facts) + " then."
                        : "Nothing, until deliveries are resumed; it is due already.");
    }

    private static String nextOfPending(Facts facts, boolean due) {
        if (!facts.anyWorkerAlive()) {
            return "No worker is running that could take it; start the service.";
        }
        String when = due ? "A worker takes it as soon as one is free" : "A worker takes it then";
        if (facts.deliveredAs() != null) {
            return when + ", and sends nothing: its key was delivered "
                    + (isSelf(facts) ? "" : "as event " + facts.deliveredAs() + " ") + "at "
                    + moment(facts.deliveredAt(), facts) + ".";
        }
        Reason skip = facts.reasonToSkip();
        return skip == null
                ? when + "."
                : when + ", and sends nothing unless that changes: " + CauseInWords.of(skip) + ".";
    }

    private Explanation running(Facts facts) {
        EventDetail event = facts.event();
        Instant lockedAt = event.lockedAt() == null ? event.updatedAt() : event.lockedAt();
        String attempt = attempt(event.attempts(), event.maxAttempts());
        Optional<WorkerLine> owner = facts.owner();
        String by = owner.map(worker -> "worker " + worker.instanceId())
                .orElse(event.lockedBy() == null ? "an unknown worker" : event.lockedBy());
        boolean stale = lockedAt.isBefore(facts.now().minus(staleLock));
        String why;
        if (owner.isPresent() && !owner.get().alive()) {
            why = "Its " + attempt + " was begun at " + moment(lockedAt, facts) + " by " + by
                    + ", which has died: its heartbeat expired at "
                    + moment(owner.get().expiresAt(), facts) + ".";
        } else if (stale) {
            why = "Its lock is stale: " + by + " took it at " + moment(lockedAt, facts) + ", more than "
                    + MomentInWords.duration(staleLock) + " ago.";
        } else if (owner.isPresent()) {
            why = "Its " + attempt + " is under way since " + moment(lockedAt, facts) + ", by " + by + ".";
        } else {
            why = "Is locked since " + moment(lockedAt, facts) + " by " + by
                    + ", which is none of this service's running workers.";
        }
        boolean abandoned = stale || owner.isPresent() && !owner.get().alive();
        return new Explanation(why, nextOfRunning(facts, abandoned, lockedAt));
    }

    private String nextOfRunning(Facts facts, boolean abandoned, Instant lockedAt) {
        if (isForeign(facts.event())) {
            return "This service never touches rows of provider "
                    + facts.event().provider() + ".";
        }
        if (abandoned) {
            String then = facts.event().attempts() >= facts.event().maxAttempts()
                    ? "and it fails, because its attempts are used up"
                    : "and it is tried again";
            return facts.anyWorkerAlive()
                    ? "A worker releases the lock within seconds, " + then + "."
                    : "No worker is running that could release the lock; start the service, or release it by hand.";
        }
        return facts.owner().isPresent()
                ? "Its outcome is recorded when the receiver has answered, or when the time limit has passed."
                : "Whoever holds it records its outcome; a lock that is still there at "
                        + moment(lockedAt.plus(staleLock), facts) + " is released.";
    }

    private static Explanation succeeded(Facts facts) {
        Optional<AttemptLine> last = facts.lastAttempt();
        String guarded = "Nothing. If the row is put back to PENDING, nothing is sent: its key was delivered."
                + " Only a replay sends it again.";
        if (last.isEmpty()) {
            return new Explanation(
                    "Has succeeded; the attempt log says nothing about it, because it is older than the log or another"
                            + " program delivered it.",
                    facts.deliveredAs() == null ? "Nothing." : guarded);
        }
        AttemptLine attempt = last.get();
        return switch (attempt.outcome()) {
            case DELIVERED ->
                new Explanation(
                        "Was delivered at " + moment(attempt.startedAt(), facts) + " by "
                                + attempt(attempt.attempt(), facts.event().maxAttempts()) + ": "
                                + attempt.inWords() + ".",
                        facts.deliveredAs() == null
                                ? "Nothing. Its key is no longer kept, so that a row put back to PENDING is sent again."
                                : guarded);
            case SKIPPED ->
                new Explanation(
                        "Nothing was sent, because " + attempt.inWords() + ".",
                        "Nothing. When that has changed, a replay sends it.");
            case DUPLICATE ->
                new Explanation(
                        "Was not sent again: its key had been delivered"
                                + (facts.deliveredAs() == null || isSelf(facts)
                                        ? " before"
                                        : " as event " + facts.deliveredAs())
                                + ".",
                        "Nothing. Only a replay sends it again.");
            case RETRY, FAILED, RELEASED ->
                new Explanation(
                        "Has succeeded, which is not of the attempt log's last entry: another program has changed the"
                                + " row.",
                        "Nothing.");
        };
    }

    private static Explanation failed(Facts facts) {
        EventDetail event = facts.event();
        String next = "Nothing, until it is replayed.";
        Reason recorded = event.lastError() == null ? null : Reason.parse(event.lastError());
        if (recorded != null && recorded.kind() == Kind.LAST_LOCK_RELEASED) {
            return new Explanation("Has failed: " + CauseInWords.of(recorded) + ".", next);
        }
        Optional<AttemptLine> last = facts.lastAttempt();
        String cause = last.filter(attempt ->
                        event.lastError() == null || event.lastError().equals(attempt.error()))
                .map(AttemptLine::inWords)
                .orElseGet(() -> CauseInWords.ofError(event.lastError()));
        String what = event.attempts() >= event.maxAttempts() && event.maxAttempts() > 1
                ? "Has failed after " + event.attempts() + " of " + Counted.of(event.maxAttempts(), "attempt")
                        + "; at the last, "
                : "Has failed permanently at " + attempt(event.attempts(), event.maxAttempts()) + ": ";
        return new Explanation(what + cause + ".", next);
    }

    private boolean isForeign(EventDetail event) {
        return !providers.contains(event.provider());
    }

    private static boolean isSelf(Facts facts) {
        return facts.event().id().equals(facts.deliveredAs());
    }

    /** Why the last attempt did not end it; the log's word where it is about the same attempt, else the row's. */
    private static String because(Facts facts) {
        EventDetail event = facts.event();
        Optional<AttemptLine> last = facts.lastAttempt();
        if (last.isPresent() && last.get().error() != null) {
            return ", because " + last.get().inWords();
        }
        return event.lastError() == null ? "" : ", because " + CauseInWords.ofError(event.lastError());
    }

    private static String attempt(int number, int of) {
        return "attempt " + number + " of " + Math.max(number, of);
    }

    private static String moment(Instant moment, Facts facts) {
        return MomentInWords.of(moment, facts.now());
    }
}
