package io.webhookcourier.demo;

import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What every receiver should check before it believes a request (docs/receivers.md). */
final class SignatureCheck {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final InstantSource clock;

    SignatureCheck(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param timestamp the value of the request's header, or null
     * @param signature the value of the request's header, or null
     * @param body the very bytes that arrived
     * @return why the request is not genuine, or empty when it is
     */
    Optional<String> problem(SigningKey key, String timestamp, String signature, byte[] body) {
        if (timestamp == null || signature == null) {
            return Optional.of("the request carries no signature and timestamp");
        }
        byte[] expected = WebhookSignature.of(key, timestamp, body).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of("the signature is wrong");
        }
        return isFresh(timestamp)
                ? Optional.empty()
                : Optional.of("the timestamp is more than " + TOLERANCE.toMinutes() + " minutes off");
    }

    private boolean isFresh(String timestamp) {
        try {
            Duration age = Duration.between(Instant.parse(timestamp), clock.instant());
            return age.abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException notATime) {
            return false;
        }
    }
}
