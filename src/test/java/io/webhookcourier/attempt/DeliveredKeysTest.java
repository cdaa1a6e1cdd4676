package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.support.TestDatabase;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeliveredKeysTest {

    private static TestDatabase database;
    private static DefaultCamelContext context;

    private final DeliveredKeys keys = new DeliveredKeys(database.dataSource());

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        context = new DefaultCamelContext();
        database.update("INSERT INTO courier.delivered_key (dedupe_key, webhook_event_id) VALUES ('known', 'e')");
    }

    @AfterAll
    static void stop() {
        context.stop();
        database.close();
    }

    @Test
    void theClaimsAnswerCounts() {
        assertThat(keys.contains(exchange(true), "unknown")).isTrue();
        assertThat(keys.contains(exchange(false), "known")).isFalse();
    }

    @Test
    void withoutTheClaimsAnswerTheDatabaseIsAsked() {
        assertThat(keys.contains(exchange(null), "known")).isTrue();
        assertThat(keys.contains(exchange(null), "unknown")).isFalse();
    }

    @Test
    void noRouteAddsOrRemovesAKey() {
        assertThat(keys.add("new")).isTrue();
        assertThat(keys.confirm("new")).isTrue();
        assertThat(keys.contains("new")).isFalse();
        assertThat(keys.remove("known")).isFalse();
        assertThatThrownBy(keys::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(keys.contains("known")).isTrue();
    }

    @Test
    void aDatabaseThatCannotBeReadIsNoAnswer() {
        TestDatabase empty = TestDatabase.empty();
        try (empty) {
            assertThatThrownBy(() -> new DeliveredKeys(empty.dataSource()).contains("known"))
                    .isInstanceOf(RuntimeCamelException.class);
        }
    }

    private static Exchange exchange(Boolean deliveredBefore) {
        return ExchangeBuilder.anExchange(context)
                .withProperty(DeliveredKeys.DELIVERED_BEFORE, deliveredBefore)
                .build();
    }
}
