package io.webhookcourier.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Deliveries that continue until they are ended, on real threads, one step at a time. */
final class HeldDeliveries extends AbstractExecutorService implements Dispatcher.Courier {

    private static final long LIMIT_MILLIS = Duration.ofSeconds(20).toMillis();

    /** Daemons: what is still held when the test ends is left so. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "held-delivery");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<Claim, CountDownLatch> held = new ConcurrentHashMap<>();

    /** Threads that are doing something other than a delivery. */
    private int busy;

    @Override
    public void deliver(Claim claim) {
        CountDownLatch end = new CountDownLatch(1);
        held.put(claim, end);
        busy(-1);
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The deliveries under way, once nothing else is going on. */
    synchronized List<Claim> running() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        try {
            while (busy > 0) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(busy + " deliveries have neither begun nor ended");
                }
                wait(LIMIT_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(held.keySet());
    }

    /** Ends one delivery; returns when what follows from it has begun. */
    void end(Claim claim) {
        busy(1);
        held.remove(claim).countDown();
        running();
    }

    @Override
    public void execute(Runnable task) {
        busy(1);
        threads.execute(() -> {
            task.run();
            busy(-1);
        });
    }

    private synchronized void busy(int change) {
        busy += change;
        notifyAll();
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
