package io.webhookcourier.egress;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.SendCondition;
import io.webhookcourier.delivery.SignedRequest;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request while it runs, as the thread that runs it and the deadline's watch see it. The socket is the only thing
 * that both touch: closing it ends any blocking operation, be it a connect, a TLS handshake, a write or a read.
 */
final class InFlight {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);
    private static final String ATTRIBUTE = "courier.inFlight";

    private enum State {
        RUNNING,
        FINISHED,
        EXPIRED
    }

    private final DeliveryAttempt attempt;
    private final SignedRequest signed;
    private final Duration limit;
    private final long deadlineNanos;
    private final Cancellable request;

    private boolean decides;
    private State state = State.RUNNING;
    private Socket socket;

    /**
     * @param attempt null for a request of a route of the user's own, outside any delivery
     * @param signed what the request is the delivery of, or null when it is none
     * @param limit the configured time of an attempt
     * @param request what to cancel while there is no socket yet, or null
     */
    InFlight(DeliveryAttempt attempt, SignedRequest signed, Duration limit, Cancellable request) {
        this.attempt = attempt;
        this.signed = signed;
        this.limit = limit;
        this.deadlineNanos = attempt != null ? attempt.deadlineNanos() : System.nanoTime() + limit.toNanos();
        this.request = request;
    }

    static InFlight of(HttpContext context) {
        InFlight found = (InFlight) context.getAttribute(ATTRIBUTE);
        if (found == null) {
            throw new IllegalStateException("The request did not come through the delivery client");
        }
        return found;
    }

    void putInto(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** The attempt that this request belongs to, or null. */
    DeliveryAttempt attempt() {
        return attempt;
    }

    /**
     * Whether this request is the delivery itself, whose answer decides the outcome, and not a look-up before it, a
     * message after it or one beside it.
     */
    boolean isDelivery() {
        return signed != null;
    }

    /** The bytes that were signed; only of a delivery. */
    byte[] signedBody() {
        return signed.body();
    }

    /** What must hold when this request leaves, beside what must hold of its attempt. */
    SendCondition condition() {
        return signed == null ? SendCondition.NONE : signed.condition();
    }

    /** Remembers whether the answer to this request decides the attempt. Only for the thread that runs the request. */
    void decides(boolean itDoes) {
        decides = itDoes;
    }

    boolean decides() {
        return decides;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    long remainingNanos() {
        return deadlineNanos - System.nanoTime();
    }

    AttemptTimeoutException timeout() {
        return new AttemptTimeoutException(limit.toMillis());
    }

    /** Names the socket that the deadline has to close from now on. */
    synchronized void uses(Socket raw) throws AttemptTimeoutException {
        if (state == State.EXPIRED) {
            throw timeout();
        }
        socket = raw;
    }

    /** @return false when the deadline came first, and the socket is closed or about to be */
    synchronized boolean finish() {
        if (state == State.RUNNING) {
            state = State.FINISHED;
        }
        return state == State.FINISHED;
    }

    synchronized boolean isExpired() {
        return state == State.EXPIRED;
    }

    void expireWhenDue(long nowNanos) {
        if (nowNanos - deadlineNanos >= 0) {
            expire();
        }
    }

    private synchronized void expire() {
        if (state != State.RUNNING) {
            return;
        }
        state = State.EXPIRED;
        if (socket != null) {
            abort(socket);
        } else if (request != null) {
            request.cancel();
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket at its deadline failed", e);
        }
    }
}
