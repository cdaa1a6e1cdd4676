package io.webhookcourier.signing;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import java.time.Instant;
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
     * Signs the body and hands over each header with its value.
     *
     * @param time what is signed with the body, for the receiver to judge
     * @param header takes a name and its value
     * @throws TerminalFailureException when the id or the event type cannot be sent in a header
     */
    public void write(
            SigningKey key,
            Instant time,
            byte[] body,
            String deliveryId,
            String eventType,
            BiConsumer<String, String> header) {
        String timestamp = IsoTimestamp.of(time);
        write(WebhookSignature.of(key, timestamp, body), timestamp, deliveryId, eventType, header);
    }

    /**
     * The headers of a request that cannot be signed, for people who look at it.
     *
     * @param instead what is shown in place of the signature
     */
    public void writeUnsigned(
            String instead, Instant time, String deliveryId, String eventType, BiConsumer<String, String> header) {
        write(instead, IsoTimestamp.of(time), deliveryId, eventType, header);
    }

    private void write(
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
            throw new TerminalFailureException(Reason.of(Kind.MISSING_HEADER_VALUE, header));
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new TerminalFailureException(Reason.of(
                        Kind.INVALID_HEADER_VALUE,
                        header + ": the value may hold printable ASCII characters only, and has another at position "
                                + (i + 1)));
            }
        }
        return value;
    }
}
