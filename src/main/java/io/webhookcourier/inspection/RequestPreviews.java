package io.webhookcourier.inspection;

import io.webhookcourier.crm.CrmPreview;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.runtime.BuildInfo;
import io.webhookcourier.signing.SignedHeaders;
import io.webhookcourier.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the {@link RequestPreview} of an event of provider CRM. */
final class RequestPreviews {

    private static final String NO_SECRET = "(the workspace has no secret to sign with)";

    /** Receivers refuse signatures that are minutes old (docs/receivers.md). */
    private static final Duration TOO_OLD_TO_USE = Duration.ofHours(1);

    private final SignedHeaders headers;

    /** @param headerPrefix {@code courier.crm.header-prefix} */
    RequestPreviews(String headerPrefix) {
        this.headers = new SignedHeaders(headerPrefix, BuildInfo.userAgent());
    }

    /** @param key null when the workspace has no secret */
    RequestPreview of(EventFacts facts, String host, SigningKey key) {
        EventRow event = facts.event();
        if (event.payload() == null && event.payloadPresent()) {
            return new RequestPreview(host, Map.of(), null, false, null, "the payload is too large to be shown");
        }
        CrmPreview preview = CrmPreview.of(claimed(event));
        if (preview.body() == null) {
            return nothing(host, preview.problem());
        }
        Instant signedFor = pastUse(facts.lastAttempt().map(AttemptLine::startedAt), facts.now());
        byte[] body = preview.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> shown = new LinkedHashMap<>();
        try {
            if (key == null) {
                headers.writeUnsigned(NO_SECRET, signedFor, event.id(), preview.eventType(), shown::put);
            } else {
                headers.write(key, signedFor, body, event.id(), preview.eventType(), shown::put);
            }
        } catch (TerminalFailureException refused) {
            return nothing(host, refused.reason());
        }
        return new RequestPreview(host, shown, signedFor, key != null, preview.body(), null);
    }

    /** A time for which no receiver accepts a signature any more: read access must not be enough to send. */
    private static Instant pastUse(Optional<Instant> lastAttempt, Instant now) {
        Instant latest = now.minus(TOO_OLD_TO_USE);
        return lastAttempt.filter(latest::isAfter).orElse(latest);
    }

    private static RequestPreview nothing(String host, Reason problem) {
        return new RequestPreview(host, Map.of(), null, false, null, CauseInWords.of(problem));
    }

    private static ClaimedEvent claimed(EventRow event) {
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
}
