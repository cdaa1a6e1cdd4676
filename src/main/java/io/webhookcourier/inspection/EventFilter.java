package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which events are looked for; null matches everything.
 *
 * @param statuses any of them; empty matches all
 * @param from the earliest runAt
 * @param until the latest runAt
 * @param leadId the payload's {@code leadId}
 * @param errorText is part of the row's lastError, in whatever case
 * @param dedupeKey in whole
 * @param outcome of the last attempt at a SUCCEEDED event: DELIVERED, SKIPPED or DUPLICATE
 */
public record EventFilter(
        List<EventStatus> statuses,
        String workspaceId,
        String eventType,
        String leadId,
        Instant from,
        Instant until,
        String errorText,
        String dedupeKey,
        Outcome outcome) {

    public static final EventFilter ALL = new EventFilter(List.of(), null, null, null, null, null, null, null, null);

    public EventFilter {
        statuses = List.copyOf(statuses);
        if (outcome != null) {
            if (outcome != Outcome.DELIVERED && outcome != Outcome.SKIPPED && outcome != Outcome.DUPLICATE) {
                throw new IllegalArgumentException("outcome: DELIVERED, SKIPPED or DUPLICATE is accepted");
            }
            if (!statuses.isEmpty() && !statuses.equals(List.of(EventStatus.SUCCEEDED))) {
                throw new IllegalArgumentException("outcome: only events with status SUCCEEDED have one of these");
            }
            statuses = List.of(EventStatus.SUCCEEDED);
        }
    }

    /** The statuses as a statement takes them, separated by commas, or null for all. */
    String statusNames() {
        return statuses.isEmpty() ? null : statuses.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    /** The outcome as the attempt log has it, or null. */
    String outcomeName() {
        return outcome == null ? null : outcome.name();
    }

    /** Whether rows must be looked at one by one, because no index tells. */
    boolean needsLook() {
        return workspaceId != null || eventType != null || leadId != null || errorText != null || outcome != null;
    }
}
