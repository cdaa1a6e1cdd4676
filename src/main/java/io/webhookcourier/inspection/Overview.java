package io.webhookcourier.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of the queue.
 *
 * @param now the database's time
 * @param due PENDING rows of our providers whose runAt has come, without those of paused workspaces
 * @param duePaused the due rows of paused workspaces, which wait on purpose
 * @param dueOfOthers due rows of providers that this service does not deliver
 * @param oldestDue when the oldest of {@code due} became due; null without one
 * @param waiting PENDING rows whose runAt is still to come, of any provider
 * @param inFlight RUNNING rows of all workers
 * @param stale RUNNING rows whose lock is older than the stale lock
 * @param failed FAILED rows
 * @param rowsAbout PostgreSQL's estimate of the rows in the table, of any status
 * @param lastHour 60 minutes, the running one last
 */
public record Overview(
        Instant now,
        Count due,
        DuePaused duePaused,
        Count dueOfOthers,
        Instant oldestDue,
        Count waiting,
        Count inFlight,
        Count stale,
        Count failed,
        Long rowsAbout,
        List<MinuteOutcomes> lastHour,
        List<WorkerLine> workers,
        List<Pause> pauses) {

    /** How long the oldest due row has been due; zero without one. */
    public Duration oldestDueFor() {
        return oldestDue == null || oldestDue.isAfter(now) ? Duration.ZERO : Duration.between(oldestDue, now);
    }

    /** Whether all is well, for the first line that a person reads. */
    public Headline headline() {
        return Headline.of(this);
    }

    /** The pause of everything, if there is one. */
    public Optional<Pause> pauseOfEverything() {
        return pauses.stream().filter(Pause::everything).findFirst();
    }

    public List<Pause> pausedWorkspaces() {
        return pauses.stream().filter(pause -> !pause.everything()).toList();
    }

    public long workersAlive() {
        return workers.stream().filter(WorkerLine::alive).count();
    }

    public long deliveredInLastHour() {
        return lastHour.stream().mapToLong(MinuteOutcomes::delivered).sum();
    }

    public long failedInLastHour() {
        return lastHour.stream().mapToLong(MinuteOutcomes::failed).sum();
    }

    public long retriedInLastHour() {
        return lastHour.stream().mapToLong(MinuteOutcomes::retried).sum();
    }
}
