package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @Test
    void aRowThatWaitsForItsKeyIsInHandToo() {
        Claim first = QueueFixtures.claim("a1", "key", "a", 0);
        assertThat(inFlight.enter(first)).isTrue();
        assertThat(inFlight.enter(QueueFixtures.claim("a2", "key", "a", 0))).isFalse();
        assertThat(inFlight.size()).isEqualTo(2);

        assertThat(inFlight.leave(first)).hasSize(1);
        assertThat(inFlight.size()).isEqualTo(1);
    }
}
