package io.webhookcourier.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A webhook receiver on 127.0.0.1 that keeps every request as it came, and responds as configured for each delivery id:
 * one answer after the other, the last one again and again. It reads HTTP/1.1 itself, so that nothing is polished away.
 */
public final class Receiver implements AutoCloseable {

    private static final String DELIVERY_ID = "x-zrg-delivery-id";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, List<ReceivedRequest>> byId = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private volatile Answer otherwise = Answer.status(200);

    private Receiver(ServerSocket server) {
        this.server = server;
    }

    public static Receiver start() {
        try {
            Receiver receiver = new Receiver(new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1")));
            receiver.threads.execute(receiver::accept);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** What deliveries of this id get, in this order. */
    public void answer(String deliveryId, Answer... inOrder) {
        answers.put(deliveryId, new ArrayDeque<>(Arrays.asList(inOrder)));
    }

    /** What all others get. */
    public void otherwise(Answer answer) {
        otherwise = answer;
    }

    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    public List<ReceivedRequest> requests(String deliveryId) {
        return List.copyOf(byId.getOrDefault(deliveryId, List.of()));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                ReceivedRequest request = read(line, in);
                keep(request);
                if (!reply(answerFor(request), connection.getOutputStream())) {
                    return;
                }
            }
        } catch (IOException clientWentAway) {
            // Also the end of every connection that the test closes.
            connections.remove(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private void keep(ReceivedRequest request) {
        requests.add(request);
        String id = request.header(DELIVERY_ID);
        byId.computeIfAbsent(id == null ? "" : id, any -> new CopyOnWriteArrayList<>())
                .add(request);
    }

    private Answer answerFor(ReceivedRequest request) {
        String id = request.header(DELIVERY_ID);
        Deque<Answer> scripted = id == null ? null : answers.get(id);
        if (scripted == null) {
            return otherwise;
        }
        synchronized (scripted) {
            return scripted.size() > 1 ? scripted.remove() : scripted.element();
        }
    }

    private static ReceivedRequest read(String requestLine, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] parts = requestLine.split(" ");
        return new ReceivedRequest(parts[0], parts[1], headers, in.readNBytes(length));
    }

    private static boolean reply(Answer answer, OutputStream out) throws IOException, InterruptedException {
        if (answer.release() != null) {
            answer.release().await();
        }
        TimeUnit.MILLISECONDS.sleep(answer.delay().toMillis());
        if (answer.cut()) {
            return false;
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
        answer.headers().forEach(line -> head.append(line).append("\r\n"));
        head.append("content-length: ").append(answer.body().length).append("\r\n\r\n");
        byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(bytes, bytes.length + answer.body().length);
        System.arraycopy(answer.body(), 0, whole, bytes.length, answer.body().length);
        out.write(whole);
        out.flush();
        return true;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
