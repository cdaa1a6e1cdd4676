package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Answers the first request of each connection with 200, and does something else on the second. */
    private static RawReceiver failingOnTheSecond(RawReceiver.Script second) {
        return new RawReceiver(conversation -> {
            conversation.readRequest();
            conversation.write(OK);
            if (conversation.readRequest()) {
                second.run(conversation);
            }
        });
    }

    @Test
    void aConnectionIsKeptForTheNextDelivery() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Deliveries deliveries = Deliveries.with().start()) {
            for (int i = 0; i < 10; i++) {
                deliveries.deliver(receiver.url());
            }
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(10);
        }
    }

    @Test
    void aKeptConnectionIsClosedWhenItsTimeIsOver() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    while (conversation.readRequest()) {
                        conversation.write(OK);
                    }
                    ended.incrementAndGet();
                });
                Deliveries deliveries =
                        Deliveries.with().keeping(Duration.ofMillis(300)).start()) {
            deliveries.deliver(receiver.url());

            await().atMost(Duration.ofSeconds(5)).untilAtomic(ended, is(1));
        }
    }

    @Test
    void aBusyConnectionIsReplacedWhenItsTimeIsOver() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                Deliveries deliveries =
                        Deliveries.with().keeping(Duration.ofMillis(300)).start()) {
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                                .isEqualTo(200);
                        return receiver.connections() > 2;
                    });
        }
    }

    @Test
    void aKeptConnectionClosedBeforeAResponseIsRecognised() throws Exception {
        for (RawReceiver.Script end : new RawReceiver.Script[] {conversation -> {}, RawReceiver.Conversation::reset}) {
            try (RawReceiver receiver = failingOnTheSecond(end);
                    Deliveries deliveries = Deliveries.with().start()) {
                assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                        .isEqualTo(200);

                Result second = deliveries.deliver(receiver.url());
                assertThat(second.failure())
                        .isInstanceOf(KeptConnectionClosedException.class)
                        .hasMessage("kept connection closed before any answer");

                assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                        .as("on a fresh connection")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aKeptConnectionThatClosesWithinTheAnswerIsAnOrdinaryFailure() throws Exception {
        try (RawReceiver receiver = failingOnTheSecond(conversation -> conversation.write("HTT"));
                Deliveries deliveries = Deliveries.with().start()) {
            deliveries.deliver(receiver.url());

            assertThat(deliveries.deliver(receiver.url()).failure())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(KeptConnectionClosedException.class);
        }
    }

    @Test
    void aNewConnectionClosedBeforeAResponseIsAnOrdinaryFailure() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Conversation::readRequest);
                Deliveries deliveries = Deliveries.with().start()) {
            assertThat(deliveries.deliver(receiver.url()).failure())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(KeptConnectionClosedException.class);
        }
    }

    @Test
    void aKeptConnectionThatNeverAnswersIsATimeout() throws Exception {
        try (RawReceiver receiver = failingOnTheSecond(RawReceiver.Conversation::hang);
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            deliveries.deliver(receiver.url());

            assertThat(deliveries.deliver(receiver.url()).failure()).isInstanceOf(AttemptTimeoutException.class);
        }
    }

    @Test
    void bytesThatCameWithoutARequestAreNoAnswerToTheNextOne() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    boolean first = connections.incrementAndGet() == 1;
                    conversation.readRequest();
                    conversation.write(first ? OK + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n" : OK);
                    conversation.hang();
                });
                Deliveries deliveries = Deliveries.with().start()) {
            assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                    .isEqualTo(200);
            assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                    .isEqualTo(200);
            assertThat(connections).hasValue(2);
        }
    }

    /** Within the second in which HttpClient does not look at a kept connection before it uses it. */
    @Test
    void bytesThatCameAfterTheAnswerWasReadAreNoAnswerToTheNextOne() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        CountDownLatch answerIsRead = new CountDownLatch(1);
        CountDownLatch forged = new CountDownLatch(1);
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    boolean first = connections.incrementAndGet() == 1;
                    conversation.readRequest();
                    conversation.write(OK);
                    if (first) {
                        answerIsRead.await();
                        conversation.write("HTTP/1.1 410 Forged\r\nContent-Length: 0\r\n\r\n");
                        forged.countDown();
                    }
                    conversation.hang();
                });
                Deliveries deliveries = Deliveries.with().start()) {
            deliveries.deliver(receiver.url());
            answerIsRead.countDown();
            forged.await();

            assertThat(deliveries.deliver(receiver.url()).failure()).isInstanceOf(KeptConnectionClosedException.class);
            assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                    .isEqualTo(200);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void aRefusedConnectionIsAConnectException() throws Exception {
        int closedPort;
        try (ServerSocket server = new ServerSocket(0)) {
            closedPort = server.getLocalPort();
        }
        try (Deliveries deliveries = Deliveries.with().start()) {
            assertThat(deliveries
                            .deliver("http://127.0.0.1:" + closedPort + "/")
                            .failure())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
