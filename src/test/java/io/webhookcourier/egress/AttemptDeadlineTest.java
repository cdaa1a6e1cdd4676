package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** One deadline over all that an attempt does until a status line has come (contract, section 2). */
class AttemptDeadlineTest {

    private static void assertTimeout(Result result) {
        assertThat(result.failure())
                .isInstanceOf(AttemptTimeoutException.class)
                .hasMessage("crm_webhook_timeout after 400ms");
        assertThat(result.attempt().statusCode()).isNull();
        assertThat(result.millis()).isBetween(390L, 900L);
    }

    private static Result deliver(String scheme, RawReceiver.Script script, String body) throws Exception {
        try (RawReceiver receiver = new RawReceiver(script);
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            return deliveries.deliver(scheme + "://127.0.0.1:" + receiver.port() + "/", Map.of(), body);
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsLeftAtTheDeadline() throws Exception {
        assertTimeout(deliver("http", RawReceiver.Conversation::hang, Deliveries.BODY));
    }

    @Test
    void aStatusLineThatComesByTheByteIsLeftAtTheDeadline() throws Exception {
        assertTimeout(deliver("http", conversation -> conversation.drip("HTTP/1.1 200 " + "O".repeat(99), 20), "{}"));
    }

    @Test
    void interimAnswersThatTrickleAreLeftAtTheDeadline() throws Exception {
        assertTimeout(deliver("http", conversation -> conversation.drip("HTTP/1.1 102 Processing\r\n\r\n", 10), "{}"));
    }

    @Test
    void aReceiverThatDoesNotReadIsLeftAtTheDeadline() throws Exception {
        assertTimeout(deliver(
                "http",
                conversation -> {
                    synchronized (conversation) {
                        conversation.wait();
                    }
                },
                "x".repeat(16 << 20)));
    }

    @Test
    void aTlsHandshakeThatHangsIsLeftAtTheDeadline() throws Exception {
        assertTimeout(deliver("https", RawReceiver.Conversation::hang, "{}"));
    }

    @Test
    void aTlsHandshakeThatComesByTheByteIsLeftAtTheDeadline() throws Exception {
        String record = "\u0016\u0003\u0003\u0040\u0000\u0002\u0000\u003f\u00fc\u0003\u0003" + "r".repeat(9_999);
        assertTimeout(deliver("https", conversation -> conversation.drip(record, 20), "{}"));
    }

    @Test
    void aConnectThatIsNeverAcceptedIsLeftAtTheDeadline() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, loopback);
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            fillBacklog(full, fillers);

            assertTimeout(deliveries.deliver("http://127.0.0.1:" + full.getLocalPort() + "/"));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    private static void fillBacklog(ServerSocket server, List<Socket> fillers) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    @Test
    void anAddressThatDoesNotAnswerLeavesTimeForTheNextOne() throws Exception {
        InetAddress second = InetAddress.getByName("127.0.0.2");
        List<Socket> fillers = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                ServerSocket full = new ServerSocket(receiver.port(), 1, second);
                Deliveries deliveries = Deliveries.with()
                        .within(Deliveries.SHORT)
                        .resolver(name -> Deliveries.addresses("127.0.0.2", "127.0.0.1"))
                        .start()) {
            fillBacklog(full, fillers);

            Result result = deliveries.deliver("http://name.example:" + receiver.port() + "/");

            assertThat(result.attempt().statusCode()).isEqualTo(200);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void aWaitForAFreeConnectionIsLeftAtTheDeadline() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Deliveries.CONCURRENCY);
        try (Deliveries deliveries = Deliveries.with().within(Deliveries.SHORT).start();
                RawReceiver silent = new RawReceiver(RawReceiver.Conversation::hang)) {
            for (int i = 0; i < Deliveries.CONCURRENCY; i++) {
                DeliveryAttempt patient = Deliveries.attempt(Deliveries.LONG, () -> {});
                threads.execute(() -> deliveries.send("direct:deliver", silent.url(), Map.of(), "{}", patient));
            }
            await().until(() -> silent.connections() == Deliveries.CONCURRENCY);

            assertTimeout(deliveries.deliver(silent.url()));
            assertThat(silent.connections()).isEqualTo(Deliveries.CONCURRENCY);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAttemptWhoseTimeIsOverIsNotSent() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            Result result = deliveries.send(
                    "direct:deliver",
                    receiver.url(),
                    Map.of(),
                    Deliveries.BODY,
                    Deliveries.attempt(Duration.ZERO, () -> {}));

            assertThat(result.failure()).isInstanceOf(AttemptTimeoutException.class);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void aRequestOutsideAnyAttemptHasTheSameTime() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Conversation::hang);
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            Result result = deliveries.send("direct:look-up", receiver.url(), Map.of(), null, null);

            assertThat(result.failure()).isInstanceOf(AttemptTimeoutException.class);
            assertThat(result.millis()).isBetween(390L, 900L);
        }
    }

    @Test
    void aDeadlineThatStruckOneDeliveryLeavesTheNextUntouched() throws Exception {
        try (RawReceiver silent = new RawReceiver(RawReceiver.Conversation::hang);
                RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            for (int i = 0; i < 12; i++) {
                boolean answers = i % 3 != 0;
                Result result = deliveries.deliver(answers ? receiver.url() : silent.url());

                assertThat(result.attempt().statusCode()).isEqualTo(answers ? 200 : null);
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }
}
