package io.webhookcourier.crm;

import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.signing.IsoTimestamp;
import io.webhookcourier.text.Trimmed;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the {@link CrmEnvelope} of all that was checked the message's body, for the route to marshal. */
public final class BuildCrmEnvelope implements Processor {

    @Override
    public void process(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        if (delivery.getLeadId() == null || delivery.getRow() == null) {
            throw new IllegalStateException("the route builds the envelope before the lead and its row are checked");
        }
        exchange.getMessage().setBody(envelope(delivery));
    }

    static CrmEnvelope envelope(CrmDelivery delivery) {
        String eventId = delivery.payloadText("eventId");
        String occurredAt = delivery.payloadText("occurredAt");
        if (isBlank(occurredAt) && delivery.event().createdAt() == null) {
            throw new TerminalFailureException("missing_occurred_at: neither the payload nor createdAt has a time");
        }
        return new CrmEnvelope(
                isBlank(eventId) ? delivery.event().id() : eventId,
                delivery.getEventType(),
                isBlank(occurredAt) ? IsoTimestamp.of(delivery.event().createdAt()) : occurredAt,
                delivery.payloadText("dedupeKey"),
                delivery.getWorkspaceId(),
                delivery.getLeadId(),
                delivery.payloadText("messageId"),
                delivery.payloadText("changedField"),
                delivery.payloadText("source"),
                delivery.getRow());
    }

    private static boolean isBlank(String text) {
        return Trimmed.orNull(text) == null;
    }
}
