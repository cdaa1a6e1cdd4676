package io.webhookcourier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void itPresentsTheCertificateOfTheNameAndCountsResumedHandshakes(@TempDir Path folder) throws Exception {
        Path authority = folder.resolve("ca.pem");
        int port = receiver.listenWithTls(2, authority);
        SSLContext client = trusting(authority);

        for (String host : List.of("tenant-0.example", "tenant-1.example", "tenant-1.example")) {
            try (Socket plain = new Socket("127.0.0.1", port);
                    SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(plain, host, port, true)) {
                send(socket, request(host));
                assertThat(answers(socket, 1)).startsWith("HTTP/1.1 204 ");
                X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=" + host);
            }
        }

        assertThat(receiver.counts()).isEqualTo(new ReceiverProcess.Counts(3, 1));
        assertThat(receiver.handshakes()).isEqualTo(new ReceiverProcess.Handshakes(3, 1));
    }

    @Test
    void everyEndpointHasAPortOfItsOwn() {
        List<String> urls = receiver.urls(5);

        assertThat(urls).doesNotHaveDuplicates().hasSize(5);
        assertThat(receiver.urls(2)).isEqualTo(urls.subList(0, 2));
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
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
