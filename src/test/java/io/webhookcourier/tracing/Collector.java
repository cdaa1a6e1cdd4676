package io.webhookcourier.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;

/** Takes what an OpenTelemetry exporter posts to {@code /v1/traces}, over real HTTP. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<byte[]> exports = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final boolean hangs;

    private Collector(boolean hangs) {
        this.hangs = hangs;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    static Collector start() {
        return new Collector(false);
    }

    /** Takes a request and never answers it. */
    static Collector thatHangs() {
        return new Collector(true);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether a request has arrived. */
    boolean wasAsked() {
        return !exports.isEmpty();
    }

    /** Whether this text, or these bytes, are in what has arrived: strings and ids are plain in protobuf. */
    boolean holds(byte[] bytes) {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        return exports.stream().anyMatch(export -> new String(export, StandardCharsets.ISO_8859_1).contains(wanted));
    }

    boolean holds(String text) {
        return holds(text.getBytes(StandardCharsets.UTF_8));
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in =
                zipped ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            exports.add(in.readAllBytes());
        }
        if (hangs) {
            awaitEnd();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
    }
}
