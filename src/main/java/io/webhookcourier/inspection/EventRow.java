package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * A row of {@code "WebhookEvent"}; what may be null there is null here.
 *
 * @param workspace the workspace that deliveries and pauses go by: the row's, else the payload's; empty without one
 * @param leadId the payload's {@code leadId}; null without one, and when the payload is larger than 256 KB
 * @param payload the row's {@code raw} as JSON; null without one, and when it is larger than 256 KB
 * @param payloadPresent whether the row has one
 */
public record EventRow(
        String id,
        String provider,
        String eventType,
        String dedupeKey,
        EventStatus status,
        Instant runAt,
        int attempts,
        int maxAttempts,
        Instant lockedAt,
        String lockedBy,
        Instant startedAt,
        Instant finishedAt,
        String lastError,
        String workspace,
        String leadId,
        Instant createdAt,
        Instant updatedAt,
        String payload,
        boolean payloadPresent) {}
