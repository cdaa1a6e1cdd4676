package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why an event is in its state, and what happens to it next, in two sentences. */
final class StatusExplainer {

    private static final String NO_ACTION = "No further action.";

    private final List<String> providers;
    private final Duration staleLock;

    StatusExplainer(List<String> providers, Duration staleLock) {
        this.providers = providers;
        this.staleLock = staleLock;
    }

    Explanation explain(EventFacts facts) {
        return switch (facts.event().status()) {
            case PENDING -> pending(facts);
            case RUNNING -> running(facts);
            case SUCCEEDED -> succeeded(facts);
            case FAILED -> failed(facts);
        };
    }

    private Explanation pending(EventFacts facts) {
        EventRow event = facts.event();
        if (isForeign(event)) {
            return new Explanation(
                    "Not handled by this service: provider " + event.provider() + " is not in courier.queue.providers ("
                            + String.join(", ", providers) + ").",
                    "No action by this service.");
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
                        ? "Due since " + moment(event.runAt(), facts) + "; " + attempt + " is pending" + because + "."
                        : "Waiting until " + moment(event.runAt(), facts) + " for " + attempt + because + ".",
                nextOfPending(facts, due));
    }

    private static Explanation paused(Pause pause, EventFacts facts) {
        String what = pause.everything() ? "All deliveries have been paused" : "The workspace has been paused";
        String by = pause.pausedBy() == null ? "" : " by " + pause.pausedBy();
        String reason = pause.reason() == null || pause.reason().isBlank() ? "" : ": " + pause.reason();
        return new Explanation(
                what + " since " + moment(pause.pausedAt(), facts) + by + reason + ".",
                facts.event().runAt().isAfter(facts.now())
                        ? "No action until deliveries are resumed; due at "
                                + moment(facts.event().runAt(), facts) + "."
                        : "No action until deliveries are resumed; it is already due.");
    }

    private static String nextOfPending(EventFacts facts, boolean due) {
        if (!facts.anyWorkerAlive()) {
            return "No worker is running; start the service.";
        }
        String when = due ? "A worker will claim it as soon as one is free" : "A worker will claim it then";
        if (facts.deliveredAs() != null) {
            return when + " and send nothing: its dedupeKey was delivered "
                    + (isSelf(facts) ? "" : "as event " + facts.deliveredAs() + " ") + "at "
                    + moment(facts.deliveredAt(), facts) + ".";
        }
        Reason skip = facts.reasonToSkip();
        return skip == null
                ? when + "."
                : when + " and send nothing unless this changes: " + CauseInWords.of(skip) + ".";
    }

    private Explanation running(EventFacts facts) {
        EventRow event = facts.event();
        Instant lockedAt = event.lockedAt() == null ? event.updatedAt() : event.lockedAt();
        String attempt = attempt(event.attempts(), event.maxAttempts());
        Optional<WorkerLine> owner = facts.owner();
        String by = owner.map(worker -> "worker " + worker.instanceId())
                .orElse(event.lockedBy() == null ? "an unknown worker" : event.lockedBy());
        boolean stale = lockedAt.isBefore(facts.now().minus(staleLock));
        String why;
        if (owner.isPresent() && !owner.get().alive()) {
            why = capitalized(attempt) + " was started at " + moment(lockedAt, facts) + " by " + by
                    + ", which is dead: its heartbeat expired at "
                    + moment(owner.get().expiresAt(), facts) + ".";
        } else if (stale) {
            why = "The lock is stale: " + by + " took it at " + moment(lockedAt, facts) + ", more than "
                    + MomentInWords.duration(staleLock) + " ago.";
        } else if (owner.isPresent()) {
            why = capitalized(attempt) + " has been in progress on " + by + " since " + moment(lockedAt, facts) + ".";
        } else {
            why = "Locked since " + moment(lockedAt, facts) + " by " + by
                    + ", which is not a running worker of this service.";
        }
        boolean abandoned = stale || owner.isPresent() && !owner.get().alive();
        return new Explanation(why, nextOfRunning(facts, abandoned, lockedAt));
    }

    private String nextOfRunning(EventFacts facts, boolean abandoned, Instant lockedAt) {
        if (isForeign(facts.event())) {
            return "No action by this service, which does not handle provider "
                    + facts.event().provider() + ".";
        }
        if (abandoned) {
            String then = facts.event().attempts() >= facts.event().maxAttempts()
                    ? "and the event fails, because no attempts are left"
                    : "and the event is retried";
            return facts.anyWorkerAlive()
                    ? "A worker will release the lock within seconds, " + then + "."
                    : "No worker is running to release the lock; start the service, or release it by hand.";
        }
        return facts.owner().isPresent()
                ? "The outcome is recorded when the receiver answers or the time limit has passed."
                : "The lock's holder records the outcome; if the lock is still held at "
                        + moment(lockedAt.plus(staleLock), facts) + ", it is released.";
    }

    private static Explanation succeeded(EventFacts facts) {
        Optional<AttemptLine> last = facts.lastAttempt();
        String guarded =
                "No further action. Its dedupeKey has been delivered, so resetting the row to PENDING will not send it"
                        + " again; only a replay will.";
        if (last.isEmpty()) {
            return new Explanation(
                    "Succeeded, but the attempt log has no delivery: it is older than the log, or another program"
                            + " delivered it.",
                    facts.deliveredAs() == null ? NO_ACTION : guarded);
        }
        AttemptLine attempt = last.get();
        return switch (attempt.outcome()) {
            case DELIVERED ->
                new Explanation(
                        "Delivered at " + moment(attempt.startedAt(), facts) + " by "
                                + attempt(attempt.attempt(), facts.event().maxAttempts()) + ": "
                                + attempt.inWords() + ".",
                        facts.deliveredAs() == null
                                ? "No further action. Its dedupeKey is no longer kept, so resetting the row to PENDING will send it again."
                                : guarded);
            case SKIPPED ->
                new Explanation(
                        "Nothing was sent, because " + attempt.inWords() + ".",
                        "No further action. Once this has changed, a replay will send it.");
            case DUPLICATE ->
                new Explanation(
                        "Not sent again: its dedupeKey had been delivered"
                                + (facts.deliveredAs() == null || isSelf(facts)
                                        ? " before"
                                        : " as event " + facts.deliveredAs())
                                + ".",
                        "No further action. Only a replay will send it again.");
            case RETRY, FAILED, RELEASED ->
                new Explanation(
                        "Marked SUCCEEDED by another program; the attempt log has no matching delivery.", NO_ACTION);
        };
    }

    private static Explanation failed(EventFacts facts) {
        EventRow event = facts.event();
        String next = "No action until it is replayed.";
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
                ? "Failed after " + event.attempts() + " of " + Counted.of(event.maxAttempts(), "attempt")
                        + "; at the last one, "
                : "Failed permanently at " + attempt(event.attempts(), event.maxAttempts()) + ": ";
        return new Explanation(what + cause + ".", next);
    }

    private boolean isForeign(EventRow event) {
        return !providers.contains(event.provider());
    }

    private static boolean isSelf(EventFacts facts) {
        return facts.event().id().equals(facts.deliveredAs());
    }

    /** Why the last attempt did not end it; the log's word where it is about the same attempt, else the row's. */
    private static String because(EventFacts facts) {
        EventRow event = facts.event();
        Optional<AttemptLine> last = facts.lastAttempt();
        if (last.isPresent() && last.get().error() != null) {
            return ", because " + last.get().inWords();
        }
        return event.lastError() == null ? "" : ", because " + CauseInWords.ofError(event.lastError());
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String attempt(int number, int of) {
        return "attempt " + number + " of " + Math.max(number, of);
    }

    private static String moment(Instant moment, EventFacts facts) {
        return MomentInWords.of(moment, facts.now());
    }
}
