package io.webhookcourier.record;

import java.time.Instant;

/** Notified of every attempt once it is committed; must not throw and not block. */
@FunctionalInterface
public interface RecordingListener {

    /**
     * @param lockLost whether the row had been taken from this worker meanwhile, and so was left as it is
     * @param recordedAt the time of the transaction, by the database's clock
     */
    void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt);
}
