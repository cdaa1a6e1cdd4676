package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.egress.Deliveries.Result;

/** One delivery to a receiver that responds as a test says, within {@link Deliveries#SHORT}. */
final class SingleResponse {

    private SingleResponse() {}

    static Result deliverTo(RawReceiver.Script script) throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    conversation.readRequest();
                    script.run(conversation);
                });
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            return deliveries.deliver(receiver.url());
        }
    }

    static Result deliverTo(String answer) throws Exception {
        return deliverTo(conversation -> conversation.write(answer));
    }

    static void assertDecided(Result result, int status) {
        assertThat(result.failure()).isNull();
        assertThat(result.attempt().statusCode()).isEqualTo(status);
        assertThat(result.millis()).isLessThan(900);
    }
}
