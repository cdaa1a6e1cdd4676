package io.webhookcourier.management;

import io.webhookcourier.metrics.LatestQueueReading.State;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@link QueueMXBean} shows and does. */
final class Queue implements QueueMXBean {

    private final QueueView view;
    private final QueueActions actions;

    Queue(QueueView view, QueueActions actions) {
        this.view = view;
        this.actions = actions;
    }

    @Override
    public String getWorker() {
        return view.worker();
    }

    @Override
    public Map<String, Long> getRows() {
        Map<String, Long> rows = new TreeMap<>();
        for (State state : State.values()) {
            rows.put(state.name().toLowerCase(Locale.ROOT), rows(state));
        }
        return rows;
    }

    @Override
    public long getDue() {
        return rows(State.PENDING_DUE);
    }

    @Override
    public long getWaiting() {
        return rows(State.PENDING_WAITING);
    }

    @Override
    public double getOldestDueSeconds() {
        double seconds = view.queueReading().oldestDueSeconds();
        return Double.isNaN(seconds) ? -1 : Math.round(seconds * 10) / 10.0;
    }

    @Override
    public int getInFlight() {
        return view.inFlight().getAsInt();
    }

    @Override
    public Map<String, Long> getAttempts() {
        return view.metrics().attempts();
    }

    @Override
    public long getLocksReleased() {
        return view.metrics().locksReleased();
    }

    @Override
    public long getLocksLost() {
        return (long) view.metrics().locksLost();
    }

    @Override
    public String getRoutesProblem() {
        String problem = view.routesProblem().get();
        return problem == null ? "" : problem;
    }

    @Override
    public String[] getPaused() {
        return view.queueReading().paused().toArray(new String[0]);
    }

    @Override
    public String pause(String workspaceId) {
        return actions.pause(workspaceId);
    }

    @Override
    public String resume(String workspaceId) {
        return actions.resume(workspaceId);
    }

    @Override
    public String replay(String id) {
        return actions.replay(id);
    }

    @Override
    public String replayFailed(String workspaceId, String since) {
        return actions.replayFailed(workspaceId, since);
    }

    @Override
    public String releaseStale() {
        return actions.releaseStale();
    }

    private long rows(State state) {
        double rows = view.queueReading().rows(state);
        return Double.isNaN(rows) ? -1 : (long) rows;
    }
}
