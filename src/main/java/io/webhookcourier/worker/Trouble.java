package io.webhookcourier.worker;

import io.webhookcourier.text.OneLine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Whether claims and records work at present, and if not since when and why, for health checks, metrics and the log.
 * Claims fail while the database is unavailable or refuses every row; a single refused row is not a failing claim.
 * Thread-safe. Reasons are one line and hold no payload.
 */
public final class Trouble {

    /**
     * Something that fails now.
     *
     * @param sinceNanos the monotonic clock at the first failure since it last worked
     * @param reason the latest reason, one line
     */
    public record Failing(long sinceNanos, String reason) {}

    /**
     * A row that the database refuses to have claimed or recorded.
     *
     * @param atNanos the monotonic clock when it was refused
     */
    public record RefusedRow(String id, String reason, long atNanos) {}

    private final LongSupplier nanoTime;
    private final AtomicReference<Failing> claims = new AtomicReference<>();
    private final AtomicReference<Failing> records = new AtomicReference<>();
    private final AtomicReference<RefusedRow> lastRefused = new AtomicReference<>();
    private final AtomicLong claimFailures = new AtomicLong();
    private final AtomicLong recordFailures = new AtomicLong();
    private final AtomicLong rowsRefused = new AtomicLong();

    /** @param nanoTime the monotonic clock, in nanoseconds */
    public Trouble(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A claim failed: the database is unavailable or refuses every row. */
    public void claimFailed(String reason) {
        claimFailures.incrementAndGet();
        failed(claims, reason);
    }

    /** A claim was answered, whether rows were due or not. */
    public void claimWorked() {
        claims.set(null);
    }

    /** Outcomes could not be recorded: the database is unavailable or refuses all of them. */
    public void recordFailed(String reason) {
        recordFailures.incrementAndGet();
        failed(records, reason);
    }

    /** Outcomes were recorded. */
    public void recordWorked() {
        records.set(null);
    }

    /** The database refuses this row, while it accepts others. */
    public void rowRefused(String id, String reason) {
        rowsRefused.incrementAndGet();
        lastRefused.set(new RefusedRow(id, oneLine(reason), nanoTime.getAsLong()));
    }

    /** Null while claims work. */
    public Failing claims() {
        return claims.get();
    }

    /** Null while records work, also when there is nothing to record. */
    public Failing records() {
        return records.get();
    }

    /** The row that was refused last, or null; it may have ended since. */
    public RefusedRow lastRefused() {
        return lastRefused.get();
    }

    /** Claims that failed since the start. */
    public long claimFailures() {
        return claimFailures.get();
    }

    /** Records that failed since the start. */
    public long recordFailures() {
        return recordFailures.get();
    }

    /** Refusals of single rows since the start; a row that is retried counts again. */
    public long rowsRefused() {
        return rowsRefused.get();
    }

    private void failed(AtomicReference<Failing> kind, String reason) {
        String line = oneLine(reason);
        kind.updateAndGet(known -> new Failing(known == null ? nanoTime.getAsLong() : known.sinceNanos(), line));
    }

    private static String oneLine(String reason) {
        return reason == null ? "unknown" : OneLine.of(reason);
    }
}
