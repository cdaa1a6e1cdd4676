package io.webhookcourier.inspection;

import java.time.Instant;

/**
 * Which events are looked for; null matches everything.
 *
 * @param from the earliest runAt
 * @param until the latest runAt
 * @param leadId the payload's {@code leadId}
 * @param errorText is part of the row's lastError, in whatever case
 */
public record EventFilter(
        EventStatus status,
        String workspaceId,
        String eventType,
        String leadId,
        Instant from,
        Instant until,
        String errorText) {

    public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null, null);

    /** Whether rows must be looked at one by one, because no index tells. */
    boolean needsLook() {
        return workspaceId != null || eventType != null || leadId != null || errorText != null;
    }
}
