package io.webhookcourier.claim;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Starts the delivery of the rows that a claim returned: the end of the route {@code claim-due-events}. */
final class StartDeliveries implements Processor {

    /** The exchange property with the {@link ClaimRequest}. */
    static final String REQUEST = "courierClaimRequest";

    /** The exchange property with the {@link ClaimResult}, once its deliveries have been started. */
    static final String RESULT = "courierClaimResult";

    private final Consumer<List<Claim>> prepare;
    private final Dispatcher dispatcher;

    StartDeliveries(Consumer<List<Claim>> prepare, Dispatcher dispatcher) {
        this.prepare = prepare;
        this.dispatcher = dispatcher;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        ClaimRequest request = exchange.getProperty(REQUEST, ClaimRequest.class);
        ClaimResult result =
                request.read((List<Map<String, Object>>) exchange.getIn().getBody(List.class));
        prepare.accept(result.claims());
        dispatcher.accept(result.claims());
        exchange.setProperty(RESULT, result);
        exchange.getIn().setBody(result);
    }
}
