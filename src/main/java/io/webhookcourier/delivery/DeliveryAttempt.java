package io.webhookcourier.delivery;

import java.time.Instant;
import java.util.Objects;

/**
 * One attempt while it runs: what it delivers, until when, and what the wire has said so far. Travels through the
 * routes as the exchange property {@value #PROPERTY}.
 *
 * <p>The attempt has one exchange, in which the delivery routes were entered. Routes may copy it; a failure in a copy
 * that the exchange waits for counts only where the exchange itself comes to nothing.
 *
 * <p>The thread that talks to the receiver writes, the one that records reads; all state is safe to publish between
 * threads. Guaranteed: a 2xx that a signed request received is final, no matter what other requests receive. The first verdict
 * stays, later ones are ignored.
 */
public final class DeliveryAttempt {

    /** The exchange property under which routes and HTTP client find the attempt. */
    public static final String PROPERTY = "courierAttempt";

    private final ClaimedEvent event;
    private final Instant startedAt;
    private final long startedNanos;
    private final long deadlineNanos;
    private final Runnable leaseCheck;

    private volatile Object exchange;
    private volatile Integer statusCode;
    private volatile String retryAfter;
    private volatile String responseBody;
    private Verdict verdict;
    private Verdict verdictOfCopy;
    private volatile Throwable unanswered;
    private volatile HandBackException heldBack;

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
     * @param condition what must hold of this request beside
     * @throws HandBackException when this worker may no longer send the event, or not this request
     */
    public void checkSend(SendCondition condition) {
        try {
            condition.renew();
            leaseCheck.run();
            // The lease's own question may have taken its time.
            condition.require();
        } catch (HandBackException e) {
            heldBack = e;
            throw e;
        }
    }

    /** With what {@link #checkSend} last kept a request from leaving, or null. */
    public HandBackException heldBack() {
        return heldBack;
    }

    /** Names the exchange in which the delivery routes were entered; compared by identity. */
    public void travelsIn(Object itsExchange) {
        this.exchange = itsExchange;
    }

    /** Whether this is the attempt's exchange, and not a copy of it; true while none was named. */
    public boolean isIn(Object other) {
        return exchange == null || exchange == other;
    }

    /**
     * The receiver's status line and headers arrived in time: from here on they decide the outcome. Of several answers
     * a 2xx decides, else the latest.
     *
     * @param receivedRetryAfter the {@code Retry-After} header as received, or null
     * @return whether this answer decides, as far as is known
     */
    public synchronized boolean responded(int receivedStatus, String receivedRetryAfter) {
        if (isAccepted()) {
            return false;
        }
        retryAfter = receivedRetryAfter;
        responseBody = null;
        statusCode = receivedStatus;
        return true;
    }

    /** Whether a receiver answered with 2xx. */
    public boolean isAccepted() {
        Integer status = statusCode;
        return status != null && status >= 200 && status <= 299;
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

    /** A signed request failed before an answer arrived, or was not allowed to leave. */
    public void failedUnanswered(Throwable failure) {
        unanswered = failure;
    }

    /** The latest failure of a signed request without an answer, or null. */
    public Throwable unanswered() {
        return unanswered;
    }

    /** Sets the verdict of a failure in a copy of the exchange, unless there is one. */
    public synchronized void concludeCopy(Verdict conclusion) {
        if (verdictOfCopy == null) {
            verdictOfCopy = Objects.requireNonNull(conclusion, "conclusion");
        }
    }

    /** The verdict of a failure in a copy of the exchange, or null. */
    public synchronized Verdict verdictOfCopy() {
        return verdictOfCopy;
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
