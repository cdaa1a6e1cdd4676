package io.webhookcourier.demo;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's routes, on the port of {@code courier.http.port}. */
final class DemoRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRoutes.class);

    private final DemoReceiver receiver;
    private final DemoApi api;
    private final DemoStory story;

    DemoRoutes(DemoReceiver receiver, DemoApi api, DemoStory story) {
        this.receiver = receiver;
        this.api = api;
        this.story = story;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).logExhausted(false).process(DemoRoutes::fail);

        from("platform-http:" + Demo.RECEIVER + "?httpMethodRestrict=POST")
                .routeId("demo-receiver")
                .routeDescription("Receives the deliveries of the sample workspace")
                .process(receiver);

        from("platform-http:" + Demo.EVENTS + "?httpMethodRestrict=POST")
                .routeId("demo-events")
                .routeDescription("Enqueues one more sample event")
                .process(api::enqueue);

        from("platform-http:" + Demo.REQUESTS + "?httpMethodRestrict=GET")
                .routeId("demo-requests")
                .routeDescription("Shows the demo receiver's latest requests")
                .process(api::listRequests);

        from("timer:demo-story?period=" + DemoStory.PERIOD_MILLIS + "&repeatCount=" + DemoStory.LOOKS)
                .routeId("demo-story")
                .routeDescription("Suggests what to try next, once the sample events are finished")
                .process(story);
    }

    private static void fail(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("demo       {} failed: {}", exchange.getFromRouteId(), failure.getMessage());
        PlainResponse.line(exchange, 500, "text/plain; charset=utf-8", "Internal error; see the service's log.");
    }
}
