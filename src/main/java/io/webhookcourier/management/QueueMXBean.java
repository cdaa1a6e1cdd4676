package io.webhookcourier.management;

import java.util.Map;

/** The MBean {@code io.webhookcourier:type=Queue}: the contract's metrics (contract, section 10). */
@Description("The queue of this service, and this worker's part in it")
public interface QueueMXBean {

    @Description("This worker's name, with which lockedBy begins")
    String getWorker();

    @Description("Rows by status, as of a few seconds ago; -1 before they are first read")
    Map<String, Long> getRows();

    @Description("PENDING rows that are due, excluding those of paused workspaces")
    long getDue();

    @Description("PENDING rows that are due later")
    long getWaiting();

    @Description("How long the oldest due row has been due, in seconds; -1 before it is first read")
    double getOldestDueSeconds();

    @Description("Deliveries in flight in this worker")
    int getInFlight();

    @Description("Attempts of this worker since its start, by outcome")
    Map<String, Long> getAttempts();

    @Description("Rows of dead or stuck workers that this worker has released since its start")
    long getLocksReleased();

    @Description("Rows that were taken from this worker before their outcome was recorded, since its start")
    long getLocksLost();

    @Description("What is wrong with the route files; empty if they match the running routes")
    String getRoutesProblem();

    @Description("What is paused: \"everything\" or workspaces, at most 100")
    String[] getPaused();

    @Description("Pauses deliveries of everything or of one workspace, for every worker and across restarts")
    String pause(@Description("The workspace; empty for everything") String workspaceId);

    @Description("Resumes deliveries")
    String resume(
            @Description("The workspace; empty for everything, which does not resume individually paused workspaces")
                    String workspaceId);

    @Description(
            "Sends one event again that has failed or waits for its next attempt; attempts are counted from zero again")
    String replay(@Description("The event's id") String id);

    @Description("Sends failed events again, in the background and at a bounded pace")
    String replayFailed(
            @Description("The workspace; empty for all") String workspaceId,
            @Description(
                            "Only events that failed since: an age such as 30m, 2h or 7d, or a time such as 2026-11-23T14:00:00Z; empty for all")
                    String since);

    @Description(
            "Releases the rows of dead workers and stale locks now, which also happens automatically every few seconds")
    String releaseStale();
}
