package io.webhookcourier.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.Secret;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RequireTokenTest {

    private final RequireToken check = new RequireToken(Secret.of("secret"));

    @Test
    void theTokenInItsHeaderPasses() {
        assertThat(passes("answer=busy")).isTrue();
    }

    @Test
    void aTokenInTheUrlDoesNot() {
        assertThat(passes("Authorization=Bearer%20secret")).isFalse();
        assertThat(passes("%41uthorization=Bearer%20secret")).isFalse();
    }

    /** As Camel makes the exchange: parameters of the query are headers as well. */
    private boolean passes(String query) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RAW_QUERY, query);
        exchange.getMessage().setHeader("Authorization", "Bearer secret");
        check.process(exchange);
        return !exchange.isRouteStop();
    }
}
