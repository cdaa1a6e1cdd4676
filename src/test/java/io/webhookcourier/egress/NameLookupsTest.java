package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.AttemptTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names whose servers never answer take no look-up away from names that are answered. */
class NameLookupsTest {

    private static final int ANY = 3;
    private static final int MORE = 2;

    private final CountDownLatch over = new CountDownLatch(1);
    private final NameLookups lookups = new NameLookups(this::resolve, Duration.ofMillis(300), ANY, MORE);

    @AfterEach
    void end() {
        over.countDown();
        lookups.close();
    }

    @Test
    void manyNamesThatHangRefuseOthersThatAreNewOnly() throws Exception {
        lookups.resolve("good.example", soon());
        assertThatThrownBy(() -> lookups.resolve("missing.example", soon())).isInstanceOf(UnknownHostException.class);
        hang(ANY);

        assertThatThrownBy(() -> lookups.resolve("new.example", soon()))
                .isInstanceOf(IOException.class)
                .hasMessage("name look-up refused: too many others are pending");
        assertThat(lookups.resolve("good.example", soon())).hasSize(1);
        assertThatThrownBy(() -> lookups.resolve("missing.example", soon())).isInstanceOf(UnknownHostException.class);
    }

    private void hang(int names) {
        for (int i = 0; i < names; i++) {
            String name = "hang-" + i + ".example";
            assertThatThrownBy(() -> lookups.resolve(name, System.nanoTime()))
                    .isInstanceOf(AttemptTimeoutException.class);
        }
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofMillis(300).toNanos();
    }

    private InetAddress[] resolve(String name) throws UnknownHostException {
        if (name.startsWith("hang")) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (name.startsWith("missing")) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
}
