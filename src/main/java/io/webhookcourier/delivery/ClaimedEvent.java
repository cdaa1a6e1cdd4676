package io.webhookcourier.delivery;

import java.time.Instant;
import java.util.Objects;

/**
 * A row of {@code "WebhookEvent"} as it was right after its claim.
 *
 * @param id the row's id, which is also the delivery id of every request for it
 * @param provider the row's provider, a value of the table's enum
 * @param eventType the row's event type
 * @param dedupeKey the key that the duplicate guard goes by
 * @param workspaceId the row's workspace, or null
 * @param raw the payload as PostgreSQL writes jsonb, or null when the column is null
 * @param attempt this attempt's number, counted from 1
 * @param maxAttempts how many attempts the row may use
 * @param runAt when the row became due, by the database's clock
 * @param createdAt when the application made the row
 * @param ownerToken what {@code lockedBy} holds while this claim owns the row
 */
public record ClaimedEvent(
        String id,
        String provider,
        String eventType,
        String dedupeKey,
        String workspaceId,
        String raw,
        int attempt,
        int maxAttempts,
        Instant runAt,
        Instant createdAt,
        String ownerToken) {

    public ClaimedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(runAt, "runAt");
        Objects.requireNonNull(ownerToken, "ownerToken");
    }

    /** The same event with its payload, which the claim had left behind. */
    public ClaimedEvent withRaw(String payload) {
        return new ClaimedEvent(
                id,
                provider,
                eventType,
                dedupeKey,
                workspaceId,
                payload,
                attempt,
                maxAttempts,
                runAt,
                createdAt,
                ownerToken);
    }

    /** Names the event without its payload, which may hold personal data. */
    @Override
    public String toString() {
        return "ClaimedEvent[" + id + ", " + provider + ", " + eventType + ", attempt " + attempt + " of " + maxAttempts
                + "]";
    }
}
