package io.webhookcourier.crm;

import io.webhookcourier.delivery.TerminalFailureException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Check 5: takes the answer of the row look-up, which is the message's body. Accepted are a map, as camel-sql gives a
 * row, or a list with exactly one; a JSON object as text, bytes, stream, tree or PostgreSQL's json or jsonb; and a
 * single column that holds one. Anything else is no row. The headers become what they were before the look-up.
 */
public final class TakeCrmRow implements Processor {

    /** @throws TerminalFailureException {@code crm_row_not_found leadId=<id>} */
    @Override
    public void process(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        String row = LookedUpRow.json(exchange.getMessage());
        if (row == null) {
            throw new TerminalFailureException("crm_row_not_found leadId=" + delivery.getLeadId());
        }
        delivery.rowFound(row);
        delivery.putHeadersBack(exchange.getMessage());
    }
}
