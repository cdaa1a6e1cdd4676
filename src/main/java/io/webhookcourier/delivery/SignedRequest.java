package io.webhookcourier.delivery;

import java.util.Objects;

/**
 * A request that was signed and not sent yet. The signing step leaves it in the message's header {@value #HEADER}, and
 * the HTTP step takes it out: the request that it takes it for is the delivery, and no other. Camel puts the header back
 * when it repeats the HTTP step.
 */
public final class SignedRequest {

    /** Never leaves the process: no header that begins with {@code Camel} does. */
    public static final String HEADER = "CamelCourierSigned";

    private final DeliveryAttempt attempt;
    private final byte[] body;

    /** @param body the bytes that were signed, not a copy */
    public SignedRequest(DeliveryAttempt attempt, byte[] body) {
        this.attempt = Objects.requireNonNull(attempt, "attempt");
        this.body = Objects.requireNonNull(body, "body");
    }

    public DeliveryAttempt attempt() {
        return attempt;
    }

    /** The bytes that were signed, not a copy; the HTTP client refuses to send others. */
    public byte[] body() {
        return body;
    }

    /** Names the event; shows nothing of the body. */
    @Override
    public String toString() {
        return "SignedRequest[" + attempt.event().id() + "]";
    }
}
