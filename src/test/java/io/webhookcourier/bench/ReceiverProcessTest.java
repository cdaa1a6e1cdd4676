package io.webhookcourier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverProcessTest {

    private ReceiverProcess receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = ReceiverProcess.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void itCountsRequestsAndRepeatsForAnyPacketBoundaries() throws IOException {
        receiver.reset(0, 204);
        try (Socket socket = connect()) {
            String two = request("a") + request("b");
            send(socket, two.substring(0, 30));
            send(socket, two.substring(30));
            assertThat(answers(socket, 2)).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n".repeat(2));
            send(socket, request("a"));
            answers(socket, 1);
        }

        assertThat(receiver.counts()).isEqualTo(new ReceiverProcess.Counts(3, 1));
        assertThat(receiver.arrivals()).containsOnlyKeys("a", "b");
    }

    @Test
    void itAnswersWithTheStatusAfterTheLatency() throws IOException {
        receiver.reset(50, 503);
        try (Socket socket = connect()) {
            long before = System.nanoTime();
            send(socket, request("a"));

            assertThat(answers(socket, 1)).startsWith("HTTP/1.1 503 ");
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
        }
    }

    @Test
    void resettingForgetsWhatCame() throws IOException {
        try (Socket socket = connect()) {
            send(socket, request("a"));
            answers(socket, 1);
        }

        receiver.reset(0, 204);

        assertThat(receiver.counts()).isEqualTo(new ReceiverProcess.Counts(0, 0));
        assertThat(receiver.arrivals()).isEmpty();
    }

    @Test
    void everyEndpointHasAPortOfItsOwn() {
        List<String> urls = receiver.urls(5);

        assertThat(urls).doesNotHaveDuplicates().hasSize(5);
        assertThat(receiver.urls(2)).isEqualTo(urls.subList(0, 2));
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", URI.create(receiver.urls(1).get(0)).getPort());
    }

    private static String request(String id) {
        return "POST /hook HTTP/1.1\r\nX-Zrg-Delivery-Id: " + id + "\r\nContent-Length: 2\r\n\r\n{}";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String answers(Socket socket, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.toString().split("\r\n\r\n", -1).length <= count) {
            int next = in.read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
