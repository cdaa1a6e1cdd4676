package io.webhookcourier.egress;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends requests at their deadline. One thread looks at all that are in flight every few milliseconds: with thousands of
 * requests a second, of which hardly one is late, that costs a fraction of scheduling and unscheduling a task for each.
 * A request ends at most {@value #TICK_MILLIS} ms and one scan after its deadline.
 */
final class DeadlineWatch implements AutoCloseable {

    private static final int TICK_MILLIS = 20;
    private static final long TICK_NANOS = Duration.ofMillis(TICK_MILLIS).toNanos();

    private final Set<InFlight> running = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "courier-deadlines");
    private volatile boolean closed;

    DeadlineWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(InFlight request) {
        running.add(request);
    }

    void remove(InFlight request) {
        running.remove(request);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, TICK_NANOS);
            long now = System.nanoTime();
            for (InFlight request : running) {
                request.expireWhenDue(now);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
