package io.webhookcourier.crm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * The body that a CRM receives, its keys in the contract's order, absent values as null (contract, section 5).
 *
 * @param row compact JSON, written as it is
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "eventId",
    "eventType",
    "occurredAt",
    "dedupeKey",
    "workspaceId",
    "leadId",
    "messageId",
    "changedField",
    "source",
    "row"
})
public record CrmEnvelope(
        String eventId,
        String eventType,
        String occurredAt,
        String dedupeKey,
        String workspaceId,
        String leadId,
        String messageId,
        String changedField,
        String source,
        @JsonRawValue String row) {

    /** Names the event only: the rest may hold personal data. */
    @Override
    public String toString() {
        return "CrmEnvelope[" + eventId + ", " + eventType + "]";
    }
}
