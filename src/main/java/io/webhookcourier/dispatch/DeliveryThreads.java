package io.webhookcourier.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that deliveries run on: virtual ones where the JVM has them (Java 21 and newer), else platform ones. */
public final class DeliveryThreads {

    private static final int VIRTUAL_SINCE = 21;

    private DeliveryThreads() {}

    public static boolean virtual() {
        return Runtime.version().feature() >= VIRTUAL_SINCE;
    }

    /** An executor that starts every task at once; the dispatcher bounds how many there are. */
    public static ExecutorService executor() {
        return virtual() ? virtualThreads() : platformThreads();
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual threads on Java " + Runtime.version(), e);
        }
    }

    private static ExecutorService platformThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "courier-delivery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
