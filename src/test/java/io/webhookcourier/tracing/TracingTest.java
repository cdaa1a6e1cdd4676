package io.webhookcourier.tracing;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingTest {

    @Test
    void aDeliveryCarriesTheTraceThatTheCollectorGets() {
        try (Collector collector = Collector.start();
                Scene scene = Scene.start(Map.of("courier.tracing.endpoint", collector.url()))) {
            String id = scene.event(row -> {});
            scene.awaitStatus(id, "SUCCEEDED");

            ReceivedRequest request = scene.receiver().requests(id).get(0);
            String[] traceparent = request.header("traceparent").split("-");
            assertThat(traceparent).hasSize(4).startsWith("00");
            assertThat(Integer.parseInt(traceparent[3], 16) & 1).as("sampled").isEqualTo(1);
            byte[] traceId = HexFormat.of().parseHex(traceparent[1]);
            byte[] spanId = HexFormat.of().parseHex(traceparent[2]);
            eventually(() -> {
                assertThat(collector.holds(traceId)).as("the trace").isTrue();
                assertThat(collector.holds(spanId)).as("the request's span").isTrue();
            });
            assertThat(collector.holds("webhook-courier")).isTrue();
            assertThat(collector.holds(id)).as("the event's id").isTrue();
            assertThat(collector.holds("post-webhook")).isTrue();
            assertThat(collector.holds(Scene.SECRET)).isFalse();
            assertThat(collector.holds(scene.receiver().url()))
                    .as("the whole URL")
                    .isFalse();
            assertThat(collector.holds("claim-due-events")).as("periodic work").isFalse();
        }
    }

    @Test
    void theUrlOfAReceiverThatRefusesIsNotShown() {
        try (Collector collector = Collector.start();
                Scene scene = Scene.start(Map.of("courier.tracing.endpoint", collector.url()))) {
            String id = scene.eventAnswered(row -> {}, Answer.status(422));
            scene.awaitStatus(id, "FAILED");

            eventually(
                    () -> assertThat(collector.holds(id)).as("the event's id").isTrue());
            eventually(() -> assertThat(collector.holds("422")).as("the status").isTrue());
            assertThat(collector.holds("/hook")).as("the URL's path").isFalse();
        }
    }

    @Test
    void offAsByDefaultNoTraceLeaves() {
        try (Scene scene = Scene.start(Map.of())) {
            String id = scene.event(row -> {});
            scene.awaitStatus(id, "SUCCEEDED");
            assertThat(scene.receiver().requests(id).get(0).header("traceparent"))
                    .isNull();
        }
    }

    @Test
    void aCollectorThatHangsDelaysNoDelivery() {
        try (Collector collector = Collector.thatHangs();
                Scene scene = Scene.start(Map.of("courier.tracing.endpoint", collector.url()))) {
            scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
            eventually(() -> assertThat(collector.wasAsked()).isTrue());
            for (int i = 0; i < 20; i++) {
                scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
            }
        }
    }

    @Test
    void aCollectorThatIsAwayIsOneLineInTheLogAndDelaysNoDelivery() {
        String away;
        try (Collector collector = Collector.start()) {
            away = collector.url();
        }
        try (LogLines log = new LogLines();
                Scene scene = Scene.start(Map.of("courier.tracing.endpoint", away))) {
            scene.awaitStatus(scene.event(row -> {}), "SUCCEEDED");
            eventually(() -> assertThat(log.texts())
                    .anyMatch(line -> line.startsWith(
                            "WARN trouble    The tracing collector at " + away + "/v1/traces has not accepted spans")));
        }
    }
}
