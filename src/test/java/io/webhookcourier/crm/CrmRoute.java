package io.webhookcourier.crm;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.DeliveryFixtures;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;

/** The checks in the order of the contract, in a real route, with settings and row look-up of the test's choice. */
final class CrmRoute implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    CrmRoute(CrmSettings settings, Function<String, Object> rowOfLead) throws Exception {
        CrmSteps steps = new CrmSteps(LookUpsAlone.cache(workspaceId -> settings, System::nanoTime), CrmRoute::read);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                JacksonDataFormat json = new JacksonDataFormat();
                json.setCombineUnicodeSurrogates(true);
                from("direct:deliver-crm")
                        .process(steps::readEvent)
                        .process(steps::findSettings)
                        .process(steps::checkSettings)
                        .process(steps::checkLead)
                        .choice()
                        .when(simple("${exchangeProperty.crm.rowMissing}"))
                        .setBody(simple("${exchangeProperty.crm.leadId}"))
                        .process(exchange -> exchange.getMessage()
                                .setBody(rowOfLead.apply(exchange.getMessage().getBody(String.class))))
                        .process(steps::takeRow)
                        .end()
                        .process(steps::buildEnvelope)
                        .marshal(json);
            }
        });
        camel.start();
    }

    private static CrmUrl read(String url) {
        return url.startsWith("https://") ? new CrmUrl(url, null) : new CrmUrl(null, "it is not https");
    }

    /** The exchange after the route, with whatever the route threw in it. */
    Exchange deliver(ClaimedEvent event) {
        return camel.createProducerTemplate().send("direct:deliver-crm", exchange -> {
            exchange.setProperty(DeliveryAttempt.PROPERTY, DeliveryFixtures.attempt(event));
        });
    }

    /** The body that would be sent; throws what the route threw. */
    String body(ClaimedEvent event) {
        Exchange exchange = deliver(event);
        if (exchange.getException() != null) {
            throw new CamelExecutionException("not delivered", exchange, exchange.getException());
        }
        return new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
