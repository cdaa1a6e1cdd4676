package io.webhookcourier.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopTimeTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void theLastPartIsKeptForWhatFollowsTheDeliveries() {
        StopTime time = begin(25, 10);
        assertThat(time.left()).isEqualTo(Duration.ofSeconds(20));
        assertThat(begin(4, 3).left()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDeliveryThatIsUnderWayGetsAllOfItsTime() {
        assertThat(begin(25, 24).left()).isEqualTo(Duration.ofSeconds(24));
    }

    @Test
    void partsGetWhatIsLeft() {
        StopTime time = begin(25, 10);
        nanos.addAndGet(Duration.ofSeconds(17).toNanos());
        assertThat(time.atMost(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.atLeast(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.isOver()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(time.left()).isZero();
        assertThat(time.atLeast(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(time.isOver()).isTrue();
    }

    private StopTime begin(int shutdownTimeout, int deliveryTimeout) {
        return StopTime.begin(nanos::get, Duration.ofSeconds(shutdownTimeout), Duration.ofSeconds(deliveryTimeout));
    }
}
