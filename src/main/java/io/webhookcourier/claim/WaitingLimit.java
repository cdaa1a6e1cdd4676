package io.webhookcourier.claim;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.record.Recorder;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Releases claimed rows that wait too long for their turn: their endpoint has become slow since the claim, and
 * another worker, or a later moment, may serve them better.
 */
public final class WaitingLimit {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Dispatcher dispatcher;
    private final Recorder recorder;
    private final LongSupplier nanoTime;
    private long nextLookNanos;

    public WaitingLimit(Dispatcher dispatcher, Recorder recorder, LongSupplier nanoTime) {
        this.dispatcher = dispatcher;
        this.recorder = recorder;
        this.nanoTime = nanoTime;
        this.nextLookNanos = nanoTime.getAsLong();
    }

    void enforce() {
        long now = nanoTime.getAsLong();
        if (now - nextLookNanos < 0) {
            return;
        }
        nextLookNanos = now + LOOK_EVERY.toNanos();
        for (Claim claim : dispatcher.removeWaiting(c -> now - c.claimedNanos() > LIMIT.toNanos())) {
            recorder.record(claim, Verdict.released(Reason.of(Kind.WAITED_TOO_LONG)));
        }
    }
}
