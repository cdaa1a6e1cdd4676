package io.webhookcourier.signing;

import io.webhookcourier.delivery.TerminalFailureException;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The headers of a signed request (contract, section 5), for what is sent and for what is shown of it. */
public final class SignedHeaders {

    private final String signatureHeader;
    private final String timestampHeader;
    private final String deliveryIdHeader;
    private final String eventHeader;
    private final String algorithmHeader;
    private final String userAgent;

    /**
     * @param prefix what the names of the signature's headers begin with, {@code x-zrg-} for instance
     * @param userAgent names the service to receivers
     */
    public SignedHeaders(String prefix, String userAgent) {
        this.signatureHeader = prefix + "signature";
        this.timestampHeader = prefix + "timestamp";
        this.deliveryIdHeader = prefix + "delivery-id";
        this.eventHeader = prefix + "event";
        this.algorithmHeader = prefix + "signature-algorithm";
        this.userAgent = Objects.requireNonNull(userAgent, "userAgent");
    }

    /**
     * Hands over each header with its value.
     *
     * @param signature as {@link WebhookSignature} writes it
     * @param timestamp what was signed with the body
     * @throws TerminalFailureException when the id or the event type cannot stand in a header
     */
    public void write(
            String signature,
            String timestamp,
            String deliveryId,
            String eventType,
            BiConsumer<String, String> header) {
        header.accept("content-type", "application/json");
        header.accept(signatureHeader, signature);
        header.accept(timestampHeader, timestamp);
        header.accept(deliveryIdHeader, sendable(deliveryIdHeader, deliveryId));
        header.accept(eventHeader, sendable(eventHeader, eventType));
        header.accept(algorithmHeader, "hmac-sha256");
        header.accept("user-agent", userAgent);
    }

    /** Visible ASCII and spaces only: a line break would let an event write headers of its own (RFC 9110, 5.5). */
    private static String sendable(String header, String value) {
        if (value == null) {
            throw new TerminalFailureException("missing_" + header);
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new TerminalFailureException("invalid_header " + header
                        + ": the value may hold printable ASCII characters only, and has another at position "
                        + (i + 1));
            }
        }
        return value;
    }
}
