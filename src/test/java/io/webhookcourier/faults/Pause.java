package io.webhookcourier.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass where the length of a fault, or of an answer, is the point; nothing is waited for with it. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) throws InterruptedException {
        if (new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("this latch is never counted down");
        }
    }
}
