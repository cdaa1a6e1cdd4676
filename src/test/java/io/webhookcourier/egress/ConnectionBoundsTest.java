package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionBoundsTest {

    @Test
    void asManyConnectionsAreKeptAsTheSettingSays() {
        assertThat(ConnectionBounds.of(64, 2_000, 524_288)).isEqualTo(new ConnectionBounds(64, 2_064));
        assertThat(ConnectionBounds.of(64, 2_000, Long.MAX_VALUE)).isEqualTo(new ConnectionBounds(64, 2_064));
        assertThat(ConnectionBounds.of(64, 0, 1_024)).isEqualTo(new ConnectionBounds(64, 64));
    }

    @Test
    void fewerAreKeptWhereTheProcessMayOpenFewFiles() {
        assertThat(ConnectionBounds.of(64, 2_000, 1_024)).isEqualTo(new ConnectionBounds(64, 324));
        assertThat(ConnectionBounds.of(512, 2_000, 256)).isEqualTo(new ConnectionBounds(512, 512));
    }

    @Test
    void theLimitIsReadAsLinuxWritesIt() {
        assertThat(ConnectionBounds.descriptors(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             127245               127245               processes ",
                        "Max open files            1024                 524288               files     ")))
                .isEqualTo(1_024);
        assertThat(ConnectionBounds.descriptors(List.of("Max open files            unlimited   unlimited   files")))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ConnectionBounds.descriptors(List.of())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLimitOfThisProcessIsKnown() {
        assertThat(ConnectionBounds.descriptors()).isPositive();
    }
}
