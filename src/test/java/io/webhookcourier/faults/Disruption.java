package io.webhookcourier.faults;

import java.time.Duration;

/**
 * A moment at which an answer can have come without being recorded: what was received shortly before, or during it, may
 * be sent again.
 *
 * @param worker whose answers these are
 */
record Disruption(String worker, long fromNanos, long untilNanos) {

    /** From the receipt to the record an attempt takes no longer than this, on a busy machine too. */
    private static final Duration FROM_RECEIPT_TO_RECORD = Worker.DELIVERY_TIMEOUT.plusSeconds(1);

    /** Bytes that were on their way are received a little later. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    boolean explains(Request first) {
        return worker.equals(first.worker())
                && first.receivedNanos() >= fromNanos - FROM_RECEIPT_TO_RECORD.toNanos()
                && first.receivedNanos() <= untilNanos + ON_THE_WAY.toNanos();
    }
}
