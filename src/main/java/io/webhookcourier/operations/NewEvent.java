package io.webhookcourier.operations;

import java.time.Instant;

/**
 * An event to be delivered, as {@code courier.enqueue} takes it (contract, section 4).
 *
 * @param row a JSON object
 * @param seed makes the dedupeKey together with workspace, lead and event type
 * @param messageId null when there is none; likewise the following
 * @param occurredAt null means now
 * @param provider a value of the table's enum
 */
public record NewEvent(
        String eventType,
        String workspaceId,
        String leadId,
        String row,
        String seed,
        String messageId,
        String changedField,
        String source,
        Instant occurredAt,
        String provider) {

    /** Names the event without its row, which may hold personal data. */
    @Override
    public String toString() {
        return "NewEvent[" + eventType + ", workspace " + workspaceId + ", lead " + leadId + "]";
    }
}
