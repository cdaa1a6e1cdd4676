package io.webhookcourier.tracing;

import io.webhookcourier.delivery.ClaimedEvent;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.DirectSpanDecorator;

/** Names the event in the spans of the routes that it passes. Camel finds this class without registration. */
public final class EventSpanDecorator extends DirectSpanDecorator {

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        if (exchange.getProperty("event") instanceof ClaimedEvent event) {
            span.setTag("courier.delivery_id", event.id());
            if (event.eventType() != null) {
                span.setTag("courier.event_type", event.eventType());
            }
            span.setTag("courier.attempt", Integer.toString(event.attempt()));
            if (event.workspaceId() != null) {
                span.setTag("courier.workspace_id", event.workspaceId());
            }
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        SpanFailure.without(exchange, () -> super.afterTracingEvent(span, exchange))
                .ifPresent(failure -> SpanFailure.show(span, failure));
    }
}
