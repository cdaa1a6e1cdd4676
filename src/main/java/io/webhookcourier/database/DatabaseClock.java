package io.webhookcourier.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The database's time, carried between statements by this machine's monotonic clock (contract, section 3: no worker's
 * wall clock decides anything).
 *
 * <p>Accurate to the round trip of the statement that was observed last; before the first observation there is no time
 * to tell, and {@link #instant()} throws.
 */
public final class DatabaseClock implements InstantSource {

    /** An observation with a longer round trip than the present one's is taken only when that has become this old. */
    private static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long DRIFT_MICROS = 10_000;

    private record Observation(long databaseMicros, long atNanos, long roundTripNanos) {}

    private final LongSupplier nanoTime;
    private volatile Observation last;

    public DatabaseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This machine's monotonic clock, in nanoseconds. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * A statement returned the database's time.
     *
     * @param databaseMicros microseconds since the epoch
     * @param sentNanos the monotonic clock before the statement was sent
     */
    public void observe(long databaseMicros, long sentNanos) {
        long now = nanoTime.getAsLong();
        long roundTrip = now - sentNanos;
        Observation known = last;
        Observation seen = new Observation(databaseMicros, now - roundTrip / 2, roundTrip);
        if (known == null
                || roundTrip <= known.roundTripNanos
                || now - known.atNanos > STALE_NANOS
                || contradict(known, seen)) {
            last = seen;
        }
    }

    /** Both cannot be right: the machine slept, which its monotonic clock does not count, or the server's clock moved. */
    private static boolean contradict(Observation known, Observation seen) {
        long expectedMicros = known.databaseMicros + (seen.atNanos - known.atNanos) / 1_000;
        long toleratedMicros = (known.roundTripNanos + seen.roundTripNanos) / 1_000 + DRIFT_MICROS;
        return Math.abs(seen.databaseMicros - expectedMicros) > toleratedMicros;
    }

    @Override
    public Instant instant() {
        Observation known = last;
        if (known == null) {
            throw new IllegalStateException("the database's time is not known yet");
        }
        long micros = known.databaseMicros + (nanoTime.getAsLong() - known.atNanos) / 1_000;
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
