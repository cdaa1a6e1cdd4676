package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.TerminalFailureException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LimitPayloadTest {

    private final LimitPayload limit = new LimitPayload(10);

    @Test
    void aBodyAtTheLimitPassesAsBytes() {
        Exchange exchange = exchange("0123456789");

        limit.process(exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("0123456789".getBytes());
    }

    @Test
    void aLargerBodyIsTerminal() {
        assertThatThrownBy(() -> limit.process(exchange("01234567890")))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessage("payload_too_large: 11 bytes");
    }

    @Test
    void bytesCountNotCharacters() {
        assertThatThrownBy(() -> limit.process(exchange("äöüäöü")))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessage("payload_too_large: 12 bytes");
    }

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
