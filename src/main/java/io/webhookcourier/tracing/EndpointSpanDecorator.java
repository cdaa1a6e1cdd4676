package io.webhookcourier.tracing;

import java.net.URI;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.HttpsSpanDecorator;

/**
 * Shows the receiver's host and nothing behind it: people put tokens into the paths and queries of their webhooks. Camel
 * finds this class without registration.
 */
public final class EndpointSpanDecorator extends HttpsSpanDecorator {

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        String address = exchange.getIn().getHeader(Exchange.HTTP_URI, String.class);
        if (address != null) {
            URI uri = URI.create(address);
            span.setTag(TagConstants.HTTP_URL, uri.getScheme() + "://" + uri.getRawAuthority());
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        SpanFailure.without(exchange, () -> super.afterTracingEvent(span, exchange))
                .ifPresent(failure -> SpanFailure.show(span, failure));
    }
}
