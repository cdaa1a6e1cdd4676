package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.delivery.EgressDeniedException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many receivers, each with a name of its own, over TLS. */
class KeptTlsConnectionsTest {

    private static final int NAMES = 200;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String OK_AND_CLOSE = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> lookUps = new ConcurrentHashMap<>();
    private Certificates authority;
    private RawReceiver receiver;

    @BeforeEach
    void startReceiver() throws Exception {
        authority = new Certificates();
        receiver = receiver(conversation -> {
            while (conversation.readRequest()) {
                conversation.write(OK);
            }
        });
    }

    @AfterEach
    void stopReceiver() throws Exception {
        receiver.close();
    }

    private RawReceiver receiver(RawReceiver.Script script) throws Exception {
        String[] names = IntStream.range(0, NAMES).mapToObj(i -> name(i)).toArray(String[]::new);
        return new RawReceiver(authority.issue(Duration.ofDays(1), names), script);
    }

    private static String name(int number) {
        return "tenant-" + number + ".example";
    }

    private Deliveries.Builder client() throws Exception {
        return Deliveries.with()
                .tls(new Settings.Tls(authority.truststore(folder, "pkcs12"), Secret.of(Certificates.PASSWORD)))
                .resolver(name -> {
                    lookUps.computeIfAbsent(name, it -> new AtomicInteger()).incrementAndGet();
                    return Deliveries.addresses("127.0.0.1");
                });
    }

    private void deliver(Deliveries deliveries, int number) {
        Deliveries.Result result = deliveries.deliver("https://" + name(number) + ":" + receiver.port() + "/");

        assertThat(result.failure()).isNull();
        assertThat(result.attempt().statusCode()).isEqualTo(200);
    }

    @Test
    void aConnectionToEachOfManyReceiversIsKept() throws Exception {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 5 * NAMES).forEach(i -> order.add(i % NAMES));
        Collections.shuffle(order, new Random(14));
        try (Deliveries deliveries = client().start()) {
            order.forEach(number -> deliver(deliveries, number));
        }

        assertThat(receiver.requests()).hasSize(5 * NAMES);
        assertThat(receiver.connections()).isEqualTo(NAMES);
        assertThat(lookUps.values()).hasSize(NAMES).allSatisfy(count -> assertThat(count)
                .hasValue(1));
    }

    @Test
    void theConnectionThatWasNotUsedForLongestMakesRoomForANewOne() throws Exception {
        int most = Deliveries.CONCURRENCY + 3;
        try (Deliveries deliveries = client().keeping(3).start()) {
            IntStream.range(0, most).forEach(number -> deliver(deliveries, number));
            deliver(deliveries, 0);
            deliver(deliveries, most);
            assertThat(receiver.connections()).isEqualTo(most + 1);

            for (int kept : new int[] {0, 2, most}) {
                deliver(deliveries, kept);
            }
            assertThat(receiver.connections())
                    .as("for receivers 0, 2 and the last")
                    .isEqualTo(most + 1);
            deliver(deliveries, 1);
            assertThat(receiver.connections()).as("for receiver 1").isEqualTo(most + 2);
        }
    }

    @Test
    void nothingIsLeftInMemoryOfReceiversWhoseConnectionsAreOver() throws Exception {
        try (Deliveries deliveries = client().keeping(Duration.ofMillis(500)).start()) {
            IntStream.range(0, 20).forEach(number -> deliver(deliveries, number));

            await().atMost(Duration.ofSeconds(10)).until(deliveries::routes, is(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsResumedWhenAReceiverHadClosedItsConnection(String version) throws Exception {
        receiver.close();
        receiver = receiver(conversation -> {
            ((SSLSocket) conversation.socket()).setEnabledProtocols(new String[] {version});
            conversation.readRequest();
            conversation.write(OK_AND_CLOSE);
            conversation.hang();
        });
        try (Deliveries deliveries = client().start()) {
            for (int i = 0; i < 4; i++) {
                deliver(deliveries, 0);
                deliver(deliveries, 1);
            }
        }

        assertThat(receiver.connections()).isEqualTo(8);
        assertThat(authority.fullHandshakes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsResumedWhenItsConnectionWasClosedForAnother(String version) throws Exception {
        int names = Deliveries.CONCURRENCY + 1;
        receiver.close();
        receiver = receiver(conversation -> {
            ((SSLSocket) conversation.socket()).setEnabledProtocols(new String[] {version});
            while (conversation.readRequest()) {
                conversation.write(OK);
            }
        });
        try (Deliveries deliveries = client().keeping(0).start()) {
            for (int i = 0; i < 3 * names; i++) {
                deliver(deliveries, i % names);
            }
        }

        assertThat(receiver.connections()).isEqualTo(3 * names);
        assertThat(authority.fullHandshakes()).isEqualTo(names);
    }

    @Test
    void aReceiverIsToldThatItsConnectionEnds() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        receiver.close();
        receiver = receiver(conversation -> {
            while (conversation.readRequest()) {
                conversation.write(OK);
            }
            ended.incrementAndGet();
        });
        try (Deliveries deliveries = client().keeping(0).start()) {
            IntStream.range(0, 20).forEach(number -> deliver(deliveries, number));

            await().atMost(Duration.ofSeconds(5)).untilAtomic(ended, is(20 - Deliveries.CONCURRENCY));
        }
        await().atMost(Duration.ofSeconds(5)).untilAtomic(ended, is(20));
    }

    @Test
    void aNameThatComesToLeadToAForbiddenAddressIsRefusedOnceItsConnectionIsOver() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EgressPolicy oneAddress = new EgressPolicy(true, List.of(CidrBlock.parse("127.0.0.1")), List.of());
        try (Deliveries deliveries = client().policy(oneAddress)
                .keeping(Duration.ofMillis(700))
                .resolver(name -> new InetAddress[] {
                    InetAddress.getByName(calls.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                })
                .start()) {
            deliver(deliveries, 0);
            await().atMost(Duration.ofSeconds(10)).until(deliveries::routes, is(0));

            assertThat(deliveries
                            .deliver("https://" + name(0) + ":" + receiver.port() + "/")
                            .failure())
                    .isInstanceOf(EgressDeniedException.class)
                    .hasMessage("egress_denied: private");
        }
        assertThat(receiver.connections()).isEqualTo(1);
    }
}
