package io.webhookcourier.delivery;

import java.time.Instant;
import java.util.Objects;

/**
 * One attempt while it runs: what it delivers, until when, and what the wire has said so far. Travels through the
 * routes as the exchange property {@value #PROPERTY}.
 *
 * <p>The thread that talks to the receiver writes, the one that records reads; all state is safe to publish between
 * threads. Guaranteed: the first verdict stays, later ones are ignored.
 */
public final class DeliveryAttempt {

    /** The exchange property under which routes and HTTP client find the attempt. */
    public static final String PROPERTY = "courierAttempt";

    private final ClaimedEvent event;
    private final Instant startedAt;
    private final long startedNanos;
    private final long deadlineNanos;
    private final Runnable leaseCheck;

    private volatile Integer statusCode;
    private volatile String retryAfter;
    private volatile String responseBody;
    private volatile byte[] signedBody;
    private Verdict verdict;

    /**
     * @param startedAt by the database's clock
     * @param startedNanos the same moment on the monotonic clock ({@link System#nanoTime()})
     * @param deadlineNanos when the attempt must be over, on the monotonic clock
     * @param leaseCheck throws {@link HandBackException} when this worker may no longer send the event
     */
    public DeliveryAttempt(
            ClaimedEvent event, Instant startedAt, long startedNanos, long deadlineNanos, Runnable leaseCheck) {
        this.event = Objects.requireNonNull(event, "event");
        this.startedAt = Objects.requireNonNull(startedAt, "startedAt");
        this.startedNanos = startedNanos;
        this.deadlineNanos = deadlineNanos;
        this.leaseCheck = Objects.requireNonNull(leaseCheck, "leaseCheck");
    }

    public ClaimedEvent event() {
        return event;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public long startedNanos() {
        return startedNanos;
    }

    public long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * Called right before a request leaves.
     *
     * @throws HandBackException when this worker may no longer send the event
     */
    public void checkLease() {
        leaseCheck.run();
    }

    /**
     * The receiver's status line and headers arrived in time: from here on they decide the outcome.
     *
     * @param retryAfter the {@code Retry-After} header as received, or null
     */
    public void responded(int statusCode, String retryAfter) {
        this.retryAfter = retryAfter;
        this.statusCode = statusCode;
    }

    /** Keeps the beginning of the receiver's answer, for the message and the attempt log only. */
    public void responseBody(String beginning) {
        this.responseBody = beginning;
    }

    /** The receiver's status, or null while none has arrived. */
    public Integer statusCode() {
        return statusCode;
    }

    /** The {@code Retry-After} header as received, or null. */
    public String retryAfter() {
        return retryAfter;
    }

    /** The beginning of the receiver's answer, or null. */
    public String responseBody() {
        return responseBody;
    }

    /** Remembers the bytes that were signed; the HTTP client refuses to send others. */
    public void signed(byte[] body) {
        this.signedBody = body;
    }

    /** The bytes that were signed, not a copy, or null when nothing was signed. */
    public byte[] signedBody() {
        return signedBody;
    }

    /** Sets the verdict, unless there is one. */
    public synchronized void conclude(Verdict conclusion) {
        if (verdict == null) {
            verdict = Objects.requireNonNull(conclusion, "conclusion");
        }
    }

    /** The verdict, or null while there is none. */
    public synchronized Verdict verdict() {
        return verdict;
    }
}
