package io.webhookcourier.management;

import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.PastMoment;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.Replayed;
import io.webhookcourier.operations.StaleRelease;
import io.webhookcourier.text.Counted;
import io.webhookcourier.text.Trimmed;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The operations of {@link QueueMXBean}, in words for people. What goes wrong is thrown as an exception of the JDK: a
 * JMX client has none of our classes.
 */
final class QueueActions {

    private interface Action {
        String run(Operator operator) throws SQLException;
    }

    private final Operations operations;
    private final InstantSource clock;
    private final Caller caller;

    /** @param clock the database's */
    QueueActions(Operations operations, InstantSource clock, Caller caller) {
        this.operations = operations;
        this.clock = clock;
        this.caller = caller;
    }

    String pause(String workspaceId) {
        boolean everything = isBlank(workspaceId);
        return run(operator -> (everything
                        ? operations.pauses().pauseEverything(operator)
                        : operations.pauses().pauseWorkspace(workspaceId, operator))
                ? what(workspaceId) + " paused; new requests stop within a second."
                : what(workspaceId) + " paused already.");
    }

    String resume(String workspaceId) {
        boolean everything = isBlank(workspaceId);
        return run(operator -> (everything
                        ? operations.pauses().resumeEverything(operator)
                        : operations.pauses().resumeWorkspace(workspaceId, operator))
                ? what(workspaceId) + " resumed."
                : what(workspaceId) + " not paused.");
    }

    String replay(String id) {
        return run(operator -> {
            Replayed replayed = operations.replay().event(Trimmed.of(id), ReplayOptions.DEFAULT, operator);
            return "Event " + replayed.id() + " was " + replayed.previousStatus() + " and is due now.";
        });
    }

    String replayFailed(String workspaceId, String since) {
        Instant from = since == null || since.isBlank() ? null : PastMoment.read(since.strip(), clock.instant());
        return run(operator -> {
            ReplayJob job = operations
                    .bulkReplay()
                    .start(
                            ReplayFilter.failed(workspaceId, from),
                            ReplayOptions.DEFAULT,
                            ReplayBounds.DEFAULT,
                            true,
                            operator);
            return "Replay job " + job.id() + " requeues " + job.expected() + " failed events, "
                    + job.bounds().perSecond() + " a second and at most "
                    + job.bounds().maxRows() + ".";
        });
    }

    String releaseStale() {
        return run(operator -> {
            long rows = operations.staleRelease().release(operator).stream()
                    .mapToLong(StaleRelease.Released::rows)
                    .sum();
            return rows == 0 ? "No lock is stale." : "Released " + Counted.of(rows, "row") + ".";
        });
    }

    private String run(Action action) {
        try {
            return action.run(new Operator(caller.name(), null));
        } catch (OperationRefusedException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (SQLException e) {
            throw new IllegalStateException("Nothing was changed, because of the database: " + e.getMessage());
        }
    }

    private static String what(String workspaceId) {
        return isBlank(workspaceId) ? "Everything is" : "Workspace " + Trimmed.of(workspaceId) + " is";
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
