package io.webhookcourier.routemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Several threads call a route right after it was exchanged, again and again. */
class RouteCallerTest {

    private static final int EXCHANGES = 300;
    private static final int THREADS = 4;

    @Test
    void callsAtTheSameMomentAfterAnExchangeOfRoutesAllReachTheNewRoute() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CamelContext context = new DefaultCamelContext();
        try {
            context.start();
            exchange(context, 0);
            RouteCaller caller = new RouteCaller(context, "direct:called");
            CyclicBarrier together = new CyclicBarrier(THREADS);
            Callable<Exchange> call = () -> {
                Exchange exchange = caller.newExchange(ExchangePattern.InOnly);
                together.await();
                return caller.call(exchange);
            };
            for (int version = 1; version <= EXCHANGES; version++) {
                exchange(context, version);
                caller.forget();
                for (Future<Exchange> answer : threads.invokeAll(List.of(call, call, call, call))) {
                    assertThat(answer.get().getException()).isNull();
                    assertThat(answer.get().getMessage().getHeader("version")).isEqualTo(version);
                }
            }
        } finally {
            context.stop();
            threads.shutdownNow();
        }
    }

    private static void exchange(CamelContext context, int version) throws Exception {
        if (version > 0) {
            context.getRouteController().stopRoute("called");
            context.removeRoute("called");
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:called").routeId("called").process(exchange -> exchange.getMessage()
                        .setHeader("version", version));
            }
        });
    }
}
