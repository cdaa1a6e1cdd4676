package io.webhookcourier.service;

import io.webhookcourier.database.Database;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cancels what still runs on the server once the time of a stop is over: a thread that waits for a lock cannot be
 * interrupted, and would keep the stop waiting. Ends when it is closed.
 */
final class StuckStatements {

    private static final long AGAIN_MILLIS = 1_000;

    private final StopTime time;
    private final Database database;
    private final CountDownLatch closed = new CountDownLatch(1);

    private StuckStatements(StopTime time, Database database) {
        this.time = time;
        this.database = database;
    }

    static StuckStatements cancelAfter(StopTime time, Database database) {
        StuckStatements stuck = new StuckStatements(time, database);
        Thread thread = new Thread(stuck::run, "courier-stuck-statements");
        thread.setDaemon(true);
        thread.start();
        return stuck;
    }

    private void run() {
        try {
            while (!closed.await(Math.max(AGAIN_MILLIS, time.left().toMillis()), TimeUnit.MILLISECONDS)) {
                database.cancelStatements();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
    }
}
