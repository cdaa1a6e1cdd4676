package io.webhookcourier.claim;

import io.webhookcourier.dispatch.Dispatcher;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Starts the delivery of the rows that a claim returned: the end of the route {@code claim-due-events}. */
final class StartDeliveries implements Processor {

    /** The exchange property with the {@link ClaimRequest}. */
    static final String REQUEST = "courierClaimRequest";

    /** The exchange property with the {@link ClaimResult}, once its deliveries have been started. */
    static final String RESULT = "courierClaimResult";

    private final Dispatcher dispatcher;

    StartDeliveries(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        ClaimRequest request = exchange.getProperty(REQUEST, ClaimRequest.class);
        ClaimResult result =
                request.read((List<Map<String, Object>>) exchange.getIn().getBody(List.class));
        dispatcher.accept(result.claims());
        exchange.setProperty(RESULT, result);
        exchange.getIn().setBody(result);
    }
}
