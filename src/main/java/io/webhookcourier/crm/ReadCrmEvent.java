package io.webhookcourier.crm;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.signing.SignRequest;
import io.webhookcourier.text.Trimmed;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads the event's payload, then checks 1 and 2: the event type is one that a CRM can subscribe to, and the workspace
 * is known; of the row, else of the payload. Sets the exchange properties {@link CrmDelivery#PROPERTY} and
 * {@link SignRequest#EVENT_TYPE_PROPERTY}.
 */
public final class ReadCrmEvent implements Processor {

    /**
     * @throws TerminalFailureException {@code malformed_payload: …}, {@code unsupported_crm_event_type:…} or
     *     {@code missing_workspace_id}
     */
    @Override
    public void process(Exchange exchange) {
        DeliveryAttempt attempt = exchange.getProperty(DeliveryAttempt.PROPERTY, DeliveryAttempt.class);
        if (attempt == null) {
            throw new IllegalStateException("this route delivers claimed events only: the exchange property "
                    + DeliveryAttempt.PROPERTY + " is absent");
        }
        CrmDelivery delivery = read(attempt.event());
        exchange.setProperty(CrmDelivery.PROPERTY, delivery);
        exchange.setProperty(SignRequest.EVENT_TYPE_PROPERTY, delivery.getEventType());
    }

    static CrmDelivery read(ClaimedEvent event) {
        CrmPayload payload = CrmPayload.read(event.raw());
        return new CrmDelivery(event, payload, eventType(event, payload), workspaceId(event, payload));
    }

    private static String eventType(ClaimedEvent event, CrmPayload payload) {
        if (CrmEventType.isSupported(event.eventType())) {
            return event.eventType();
        }
        if (CrmEventType.isSupported(payload.text("eventType"))) {
            return payload.text("eventType");
        }
        throw new TerminalFailureException(
                "unsupported_crm_event_type:" + (event.eventType() == null ? "" : event.eventType()));
    }

    private static String workspaceId(ClaimedEvent event, CrmPayload payload) {
        String ofRow = Trimmed.orNull(event.workspaceId());
        String workspaceId = ofRow != null ? ofRow : Trimmed.orNull(payload.text("workspaceId"));
        if (workspaceId == null) {
            throw new TerminalFailureException("missing_workspace_id");
        }
        return workspaceId;
    }
}
