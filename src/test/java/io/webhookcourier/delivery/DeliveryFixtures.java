package io.webhookcourier.delivery;

import java.time.Duration;
import java.time.Instant;

/** An event and an attempt at it, for tests that care about little of them. */
public final class DeliveryFixtures {

    public static final Instant CREATED_AT = Instant.parse("2026-03-01T10:00:00.120Z");

    private DeliveryFixtures() {}

    public static ClaimedEvent event(String eventType, String workspaceId, String raw) {
        return new ClaimedEvent(
                "evt_1",
                "CRM",
                eventType,
                "crm:key",
                workspaceId,
                raw,
                1,
                8,
                CREATED_AT,
                CREATED_AT,
                "worker/boot/claim");
    }

    public static ClaimedEvent event(int attempt, int maxAttempts) {
        return new ClaimedEvent(
                "evt_1",
                "CRM",
                "lead_created",
                "crm:key",
                "ws_1",
                "{}",
                attempt,
                maxAttempts,
                CREATED_AT,
                CREATED_AT,
                "worker/boot/claim");
    }

    /** An attempt with a time limit of ten seconds. */
    public static DeliveryAttempt attempt(ClaimedEvent event) {
        return new DeliveryAttempt(
                event, CREATED_AT, 5_000, 5_000 + Duration.ofSeconds(10).toNanos(), () -> {});
    }

    public static DeliveryAttempt attempt() {
        return attempt(event(1, 8));
    }
}
