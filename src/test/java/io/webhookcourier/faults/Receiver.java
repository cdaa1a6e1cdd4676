package io.webhookcourier.faults;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A real HTTP server that counts every request of every event, checks its signature, and answers as the event's id says.
 * Workers are distinguished by the prefix of their headers, {@code x-<worker>-}.
 */
final class Receiver implements AutoCloseable {

    static final String SECRET = "a secret of the fault suite";

    private static final String DELIVERY_ID = "-delivery-id";
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(3);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, List<Request>> requests = new LinkedHashMap<>();
    private final List<String> badSignatures = new ArrayList<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private volatile Duration takes = Duration.ofMillis(20);
    private int total;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** How long an answer takes from now on. */
    void takes(Duration duration) {
        takes = duration;
    }

    /** Leaves the event's requests without an answer until the returned latch is counted down. */
    CountDownLatch hold(String eventId) {
        return held.computeIfAbsent(eventId, id -> new CountDownLatch(1));
    }

    synchronized int total() {
        return total;
    }

    /** How many requests this worker sent. */
    synchronized long sentBy(String worker) {
        return requests.values().stream()
                .flatMap(List::stream)
                .filter(request -> request.worker().equals(worker))
                .count();
    }

    /** The requests of an event, in the order of their arrival. */
    synchronized List<Request> of(String eventId) {
        return List.copyOf(requests.getOrDefault(eventId, List.of()));
    }

    /** The ids of the events whose signature did not fit. */
    synchronized List<String> badSignatures() {
        return List.copyOf(badSignatures);
    }

    /** The largest difference between a request's timestamp and the time of its receipt. */
    synchronized Duration largestClockError() {
        return requests.values().stream()
                .flatMap(List::stream)
                .map(Request::clockError)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        held.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = count(exchange.getRequestHeaders(), body);
            CountDownLatch hold = held.get(request.eventId());
            if (hold != null) {
                hold.await(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
            }
            Pause.of(takes);
            // Throws when the worker is gone: the server then drops the connection, which is all there is to do.
            exchange.sendResponseHeaders(request.status(), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Request count(Headers headers, byte[] body) {
        String name = headers.keySet().stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).endsWith(DELIVERY_ID))
                .findFirst()
                .orElseThrow();
        String prefix = name.substring(0, name.length() - DELIVERY_ID.length());
        String worker = prefix.substring("x-".length()).toLowerCase(Locale.ROOT);
        String eventId = headers.getFirst(name);
        String timestamp = headers.getFirst(prefix + "-timestamp");
        if (!signature(timestamp, body).equals(headers.getFirst(prefix + "-signature"))) {
            badSignatures.add(eventId);
        }
        List<Request> earlier = requests.computeIfAbsent(eventId, id -> new ArrayList<>());
        int status = Answer.of(eventId) == Answer.LATER && earlier.isEmpty() ? 503 : Answer.of(eventId).status;
        Duration clockError =
                Duration.between(Instant.parse(timestamp), Instant.now()).abs();
        Request request = new Request(eventId, worker, System.nanoTime(), status, clockError);
        earlier.add(request);
        if (!eventId.startsWith(OddNeighbours.PREFIX)) {
            total++;
        }
        return request;
    }

    private static String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
