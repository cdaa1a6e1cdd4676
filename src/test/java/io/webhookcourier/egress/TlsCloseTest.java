package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that reads nothing holds up neither the end of its own connection nor that of others. */
class TlsCloseTest {

    @TempDir
    Path folder;

    private final AtomicLong written = new AtomicLong();
    private long seen;

    @Test
    void aConnectionWhoseReceiverReadsNothingIsClosedWithinAMoment() throws Exception {
        Certificates authority = new Certificates();
        CountDownLatch over = new CountDownLatch(1);
        try (RawReceiver receiver =
                        new RawReceiver(authority.issue(Duration.ofDays(1), "stuck.example"), conversation -> {
                            ((SSLSocket) conversation.socket()).startHandshake();
                            over.await();
                        });
                DeadlineWatch watch = new DeadlineWatch();
                TlsClose close = new TlsClose(watch)) {
            Socket raw = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
            SSLSocket secured = new TlsUpgrade(
                            TrustAnchors.context(new Settings.Tls(authority.truststore(folder, "pem"), null)), 10)
                    .upgrade(raw, "stuck.example", receiver.port());
            Thread writer = new Thread(() -> write(secured));
            writer.start();
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(this::isStuck);

            close.close(secured, raw);

            await().atMost(Duration.ofSeconds(5)).until(raw::isClosed);
            writer.join();
            assertThat(written).as("the write that was stuck has failed").hasValue(-1);
        } finally {
            over.countDown();
        }
    }

    private void write(SSLSocket secured) {
        try {
            while (true) {
                secured.getOutputStream().write(new byte[16_384]);
                written.addAndGet(16_384);
            }
        } catch (IOException closed) {
            written.set(-1);
        }
    }

    private boolean isStuck() {
        long before = seen;
        seen = written.get();
        return before > 0 && seen == before;
    }
}
