package io.webhookcourier.routemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads call a route right after it was exchanged. */
class RouteCallerTest {

    /** Camel's, where one look-up of a route can be held. */
    private static final class HeldDirect extends DirectComponent {

        private volatile boolean held;
        private final CountDownLatch looking = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        protected DirectConsumer getConsumer(String key, boolean block, long timeout) throws InterruptedException {
            if (held) {
                held = false;
                looking.countDown();
                assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
            }
            return super.getConsumer(key, block, timeout);
        }
    }

    private final CamelContext context = new DefaultCamelContext();
    private final HeldDirect direct = new HeldDirect();

    @BeforeEach
    void start() {
        context.addComponent("direct", direct);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aCallWhileAnotherLooksTheNewRouteUpReachesTheNewRouteToo() throws Exception {
        addRoute("old");
        RouteCaller caller = new RouteCaller(context, "direct:called");
        assertThat(answerOf(caller)).isEqualTo("old");
        context.getRouteController().stopRoute("called");
        context.removeRoute("called");
        addRoute("new");
        caller.forget();

        direct.held = true;
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> answerOf(caller));
        assertThat(direct.looking.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(answerOf(caller)).isEqualTo("new");
        direct.release.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("new");
    }

    private static Object answerOf(RouteCaller caller) {
        Exchange exchange = caller.call(caller.newExchange(ExchangePattern.InOnly));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private void addRoute(String answer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:called").routeId("called").setBody(constant(answer));
            }
        });
    }
}
