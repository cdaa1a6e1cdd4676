package io.webhookcourier.crm;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.signing.IsoTimestamp;
import io.webhookcourier.text.Trimmed;

/**
 * The checks of an event and the envelope that it becomes (contract, section 5), for what is sent and for what is shown
 * of it. Pure functions.
 */
final class CrmChecks {

    private CrmChecks() {}

    /**
     * Reads the payload, then checks 1 and 2: the event type is one that a CRM can subscribe to, and the workspace is
     * known. Each is the row's, else the payload's.
     *
     * @throws TerminalFailureException {@code malformed_payload: …}, {@code unsupported_crm_event_type:…} or
     *     {@code missing_workspace_id}
     */
    static CrmDelivery read(ClaimedEvent event) {
        CrmPayload payload = CrmPayload.read(event.raw());
        return new CrmDelivery(event, payload, eventType(event, payload), workspaceId(event, payload));
    }

    /**
     * Check 4: the payload names a lead.
     *
     * @throws TerminalFailureException {@code missing_lead_id}
     */
    static void checkLead(CrmDelivery delivery) {
        String leadId = Trimmed.orNull(delivery.payloadText("leadId"));
        if (leadId == null) {
            throw new TerminalFailureException(Reason.of(Kind.MISSING_LEAD_ID));
        }
        delivery.leadChecked(leadId);
    }

    /** Check 5, of a lead whose row was found nowhere. */
    static Reason rowNotFound(CrmDelivery delivery) {
        return Reason.of(Kind.ROW_NOT_FOUND, delivery.getLeadId());
    }

    /** @throws TerminalFailureException {@code missing_occurred_at: …} */
    static CrmEnvelope envelope(CrmDelivery delivery) {
        ClaimedEvent event = delivery.event();
        String eventId = delivery.payloadText("eventId");
        String occurredAt = delivery.payloadText("occurredAt");
        if (Trimmed.isBlank(occurredAt) && event.createdAt() == null) {
            throw new TerminalFailureException(
                    Reason.of(Kind.MISSING_OCCURRED_AT, "neither the payload nor createdAt has a time"));
        }
        return new CrmEnvelope(
                Trimmed.isBlank(eventId) ? event.id() : eventId,
                delivery.getEventType(),
                Trimmed.isBlank(occurredAt) ? IsoTimestamp.of(event.createdAt()) : occurredAt,
                delivery.payloadText("dedupeKey"),
                delivery.getWorkspaceId(),
                delivery.getLeadId(),
                delivery.payloadText("messageId"),
                delivery.payloadText("changedField"),
                delivery.payloadText("source"),
                delivery.getRow());
    }

    private static String eventType(ClaimedEvent event, CrmPayload payload) {
        if (CrmEventType.isSupported(event.eventType())) {
            return event.eventType();
        }
        if (CrmEventType.isSupported(payload.text("eventType"))) {
            return payload.text("eventType");
        }
        String unsupported = event.eventType() == null ? "" : event.eventType();
        throw new TerminalFailureException(Reason.of(Kind.UNSUPPORTED_EVENT_TYPE, unsupported));
    }

    private static String workspaceId(ClaimedEvent event, CrmPayload payload) {
        String ofRow = Trimmed.orNull(event.workspaceId());
        String workspaceId = ofRow != null ? ofRow : Trimmed.orNull(payload.text("workspaceId"));
        if (workspaceId == null) {
            throw new TerminalFailureException(Reason.of(Kind.MISSING_WORKSPACE_ID));
        }
        return workspaceId;
    }
}
