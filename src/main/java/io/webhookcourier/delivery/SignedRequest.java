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
    private final SendCondition condition;

    /**
     * @param body the bytes that were signed, not a copy
     * @param condition what must hold when the request leaves
     */
    public SignedRequest(DeliveryAttempt attempt, byte[] body, SendCondition condition) {
        this.attempt = Objects.requireNonNull(attempt, "attempt");
        this.body = Objects.requireNonNull(body, "body");
        this.condition = Objects.requireNonNull(condition, "condition");
    }

    public DeliveryAttempt attempt() {
        return attempt;
    }

    /** The bytes that were signed, not a copy; the HTTP client refuses to send others. */
    public byte[] body() {
        return body;
    }

    /** What must hold when the request leaves. */
    public SendCondition condition() {
        return condition;
    }

    /** Names the event; shows nothing of the body. */
    @Override
    public String toString() {
        return "SignedRequest[" + attempt.event().id() + "]";
    }
}
