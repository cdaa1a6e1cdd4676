package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.text.Trimmed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which events are looked for; null matches everything.
 *
 * @param statuses any of them; empty matches all
 * @param workspaceId the workspace that the row names; white space around either does not count
 * @param from the earliest runAt
 * @param until the latest runAt
 * @param leadId the payload's {@code leadId}
 * @param errorText text in the row's lastError, in any case
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
        workspaceId = Trimmed.orNull(workspaceId);
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

    /** The parameters of a statement that takes in {@code event-filter-values.sql}, followed by the statement's own. */
    Object[] parameters(Object... ofStatement) {
        List<Object> all = new ArrayList<>();
        all.add(statuses.isEmpty() ? null : statuses.stream().map(Enum::name).collect(Collectors.joining(",")));
        all.add(workspaceId);
        all.add(eventType);
        all.add(leadId);
        all.add(errorText);
        all.add(outcome == null ? null : outcome.name());
        all.addAll(Arrays.asList(ofStatement));
        return all.toArray();
    }

    /** Whether rows must be looked at one by one, because no index tells. */
    boolean needsLook() {
        return workspaceId != null || eventType != null || leadId != null || errorText != null || outcome != null;
    }
}
