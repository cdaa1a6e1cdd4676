package io.webhookcourier.management;

import io.webhookcourier.observability.CourierMetrics;
import io.webhookcourier.observability.QueueFigures;
import io.webhookcourier.observability.QueueFigures.State;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What {@link QueueMXBean} shows. */
final class Queue implements QueueMXBean {

    private final String worker;
    private final QueueFigures figures;
    private final CourierMetrics metrics;
    private final IntSupplier inFlight;
    private final Supplier<String> routesProblem;

    /** @param routesProblem null when there is none */
    Queue(
            String worker,
            QueueFigures figures,
            CourierMetrics metrics,
            IntSupplier inFlight,
            Supplier<String> routesProblem) {
        this.worker = worker;
        this.figures = figures;
        this.metrics = metrics;
        this.inFlight = inFlight;
        this.routesProblem = routesProblem;
    }

    @Override
    public String getWorker() {
        return worker;
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
        double seconds = figures.oldestDueSeconds();
        return Double.isNaN(seconds) ? -1 : Math.round(seconds * 10) / 10.0;
    }

    @Override
    public int getInFlight() {
        return inFlight.getAsInt();
    }

    @Override
    public Map<String, Long> getAttempts() {
        return metrics.attempts();
    }

    @Override
    public long getLocksReleased() {
        return metrics.locksReleased();
    }

    @Override
    public long getLocksLost() {
        return (long) metrics.locksLost();
    }

    @Override
    public String getRoutesProblem() {
        String problem = routesProblem.get();
        return problem == null ? "" : problem;
    }

    private long rows(State state) {
        double rows = figures.rows(state);
        return Double.isNaN(rows) ? -1 : (long) rows;
    }
}
