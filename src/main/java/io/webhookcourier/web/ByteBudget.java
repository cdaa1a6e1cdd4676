package io.webhookcourier.web;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes requests may hold in memory together. Thread-safe. */
public final class ByteBudget {

    /** A sixteenth of the heap for each of the few budgets there are leaves the rest to deliveries. */
    private static final int SHARE_OF_HEAP = 16;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** @param largest what one request may need, in bytes: the budget is never smaller */
    public static ByteBudget ofHeap(long largest) {
        return new ByteBudget(Math.max(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, largest));
    }

    /** Whether there was room; what is taken must be given back. */
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= limit) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
