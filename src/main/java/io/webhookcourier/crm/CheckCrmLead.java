package io.webhookcourier.crm;

import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.text.Trimmed;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Check 4: the payload names a lead. Sets the exchange property {@value CrmDelivery#ROW_MISSING} when the row must be
 * looked up, and then sets the message's headers aside until {@link TakeCrmRow}.
 */
public final class CheckCrmLead implements Processor {

    /** @throws TerminalFailureException {@code missing_lead_id} */
    @Override
    public void process(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        check(delivery);
        if (delivery.isRowMissing()) {
            exchange.setProperty(CrmDelivery.ROW_MISSING, true);
            delivery.setHeadersAside(exchange.getMessage());
        }
    }

    static void check(CrmDelivery delivery) {
        String leadId = Trimmed.orNull(delivery.payloadText("leadId"));
        if (leadId == null) {
            throw new TerminalFailureException("missing_lead_id");
        }
        delivery.leadChecked(leadId);
    }
}
