package io.webhookcourier.web;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for answers that block, so that neither the server nor deliveries wait for them, and a limit on how many
 * requests wait for one. Thread-safe.
 */
public final class BlockingAnswers implements AutoCloseable {

    /** Answers that are being made when the service stops have this long. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private final WorkerExecutor threads;
    private final Semaphore room;
    private final int most;
    private volatile boolean closing;

    /**
     * @param name of the threads
     * @param longest after which Vert.x logs that an answer takes long
     * @param most answers that are being made or wait for a thread
     */
    public BlockingAnswers(Vertx vertx, String name, int threads, Duration longest, int most) {
        this.threads = vertx.createSharedWorkerExecutor(name, threads, longest.toMillis(), TimeUnit.MILLISECONDS);
        this.room = new Semaphore(most);
        this.most = most;
    }

    /**
     * @param done is called on the request's event loop
     * @return false when there is no room, or none any more: then nothing was done
     */
    public <T> boolean offer(Callable<T> work, Handler<AsyncResult<T>> done) {
        if (closing || !room.tryAcquire()) {
            return false;
        }
        threads.executeBlocking(work, false).onComplete(result -> {
            room.release();
            done.handle(result);
        });
        return true;
    }

    /** Takes no more, waits a moment for what is being answered, and ends the threads. */
    @Override
    public void close() {
        closing = true;
        try {
            room.tryAcquire(most, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
