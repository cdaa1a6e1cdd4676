package io.webhookcourier.inspection;

import io.webhookcourier.crm.CrmPreview;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.signing.IsoTimestamp;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the {@link RequestPreview} of an event of provider CRM. */
final class RequestPreviews {

    private final String headerPrefix;

    /** @param headerPrefix {@code courier.crm.header-prefix} */
    RequestPreviews(String headerPrefix) {
        this.headerPrefix = headerPrefix;
    }

    /** @param key null when the workspace has no secret */
    RequestPreview of(Facts facts, String host, SigningKey key) {
        EventDetail event = facts.event();
        if (event.payload() == null && event.payloadPresent()) {
            return new RequestPreview(host, Map.of(), null, false, null, "the payload is too large to be shown");
        }
        CrmPreview preview = CrmPreview.of(claimed(event));
        if (preview.body() == null) {
            return new RequestPreview(host, Map.of(), null, false, null, CauseInWords.ofError(preview.problem()));
        }
        Instant signedFor = facts.lastAttempt().map(AttemptLine::startedAt).orElse(facts.now());
        String timestamp = IsoTimestamp.of(signedFor);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put(
                headerPrefix + "signature",
                Optional.ofNullable(key)
                        .map(secret -> WebhookSignature.of(
                                secret, timestamp, preview.body().getBytes(StandardCharsets.UTF_8)))
                        .orElse("(the workspace has no secret to sign with)"));
        headers.put(headerPrefix + "timestamp", timestamp);
        headers.put(headerPrefix + "delivery-id", event.id());
        headers.put(headerPrefix + "event", preview.eventType());
        headers.put(headerPrefix + "signature-algorithm", "hmac-sha256");
        headers.put("user-agent", userAgent());
        return new RequestPreview(host, headers, signedFor, key != null, preview.body(), null);
    }

    private static ClaimedEvent claimed(EventDetail event) {
        return new ClaimedEvent(
                event.id(),
                event.provider(),
                event.eventType(),
                event.dedupeKey(),
                event.workspace().isEmpty() ? null : event.workspace(),
                event.payload(),
                event.attempts(),
                event.maxAttempts(),
                event.runAt(),
                event.createdAt(),
                "");
    }

    private static String userAgent() {
        String version = RequestPreviews.class.getPackage().getImplementationVersion();
        return version == null ? "webhook-courier" : "webhook-courier/" + version;
    }
}
