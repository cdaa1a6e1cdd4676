package io.webhookcourier.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The benchmark's receiver, a process of its own: one thread, no HTTP library, so that it costs little beside what is
 * measured. It reads commands from stdin, one per line, and answers on stdout; it ends with stdin.
 *
 * <pre>
 * listen N                 opens N more ports on 127.0.0.1        → port port …
 * tls N FILE               opens one more port, for N host names  → port
 *                          with a certificate each; their
 *                          authority's certificate is in FILE
 * reset LATENCY STATUS     forgets all counts; answers from now   → ok
 *                          on with STATUS, LATENCY ms later
 * counts                                                          → requests repeats
 * handshakes               those of TLS                           → all resumed
 * arrivals                 of the first 200,000 requests          → a line "id nanos" each, then a dot
 * </pre>
 */
public final class ReceiverMain {

    private static final int ARRIVALS_KEPT = 200_000;

    private record Pending(long dueNanos, ReceiverConnection connection) {}

    private final Selector selector = Selector.open();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final List<String> arrivals = new ArrayList<>();
    private final PrintStream out = System.out;
    private SeenIds seen = new SeenIds();
    private long requests;
    private long handshakes;
    private long resumedHandshakes;
    private long latencyNanos;
    private byte[] answer = answer(204);

    private ReceiverMain() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        ReceiverMain receiver = new ReceiverMain();
        Thread reader = new Thread(receiver::readCommands, "commands");
        reader.setDaemon(true);
        reader.start();
        receiver.run();
    }

    private void readCommands() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                selector.wakeup();
            }
        } catch (IOException e) {
            System.err.println(e);
        }
        System.exit(0);
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::handle, waitMillis());
            sendDue();
            for (String command = commands.poll(); command != null; command = commands.poll()) {
                obey(command.split(" "));
            }
        }
    }

    /** 0 means without end. */
    private long waitMillis() {
        Pending next = pending.peek();
        return next == null ? 0 : Math.max(1, (next.dueNanos - System.nanoTime()) / 1_000_000);
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel(), (SSLContext) key.attachment());
            } else {
                ((ReceiverConnection) key.attachment()).readAll();
            }
        } catch (IOException e) {
            // A worker that is stopped in the middle closes its connections as it likes.
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            System.err.println("receiver: " + e);
        }
    }

    /** @param tls null for plain HTTP */
    private void accept(ServerSocketChannel server, SSLContext tls) throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new ReceiverConnection(tls == null ? channel : encrypted(channel, tls), this::received));
    }

    private ByteChannel encrypted(SocketChannel channel, SSLContext tls) {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        long accepted = System.currentTimeMillis();
        return new TlsChannel(channel, engine, session -> {
            handshakes++;
            // A resumed session was made for an earlier connection.
            resumedHandshakes += session.getCreationTime() < accepted ? 1 : 0;
        });
    }

    private void received(ReceiverConnection connection, String deliveryId) throws IOException {
        requests++;
        seen.add(deliveryId);
        if (arrivals.size() < ARRIVALS_KEPT) {
            arrivals.add(deliveryId + " " + System.nanoTime());
        }
        if (latencyNanos == 0) {
            connection.send(answer);
        } else {
            pending.add(new Pending(System.nanoTime() + latencyNanos, connection));
        }
    }

    private void sendDue() {
        long now = System.nanoTime();
        while (!pending.isEmpty() && pending.peek().dueNanos - now <= 0) {
            try {
                pending.poll().connection.send(answer);
            } catch (IOException e) {
                // The client has gone meanwhile; its request still counts.
                continue;
            }
        }
    }

    private void obey(String[] command) throws IOException {
        switch (command[0]) {
            case "listen" -> out.println(listen(Integer.parseInt(command[1])));
            case "reset" -> {
                reset(Long.parseLong(command[1]), Integer.parseInt(command[2]));
                out.println("ok");
            }
            case "tls" -> out.println(listenWithTls(Integer.parseInt(command[1]), Path.of(command[2])));
            case "handshakes" -> out.println(handshakes + " " + resumedHandshakes);
            case "counts" -> out.println(requests + " " + seen.repeats());
            case "arrivals" -> {
                arrivals.forEach(out::println);
                out.println(".");
            }
            default -> out.println("unknown command " + command[0]);
        }
        out.flush();
    }

    private String listen(int count) throws IOException {
        StringBuilder ports = new StringBuilder();
        for (int i = 0; i < count; i++) {
            ports.append(i == 0 ? "" : " ").append(listenAt(null));
        }
        return ports.toString();
    }

    private int listenAt(SSLContext tls) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1_024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT, tls);
        return server.socket().getLocalPort();
    }

    private int listenWithTls(int hosts, Path authorityFile) throws IOException {
        try {
            TenantCertificates certificates = new TenantCertificates(hosts);
            certificates.writeAuthority(authorityFile);
            return listenAt(certificates.context());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void reset(long latencyMillis, int status) {
        requests = 0;
        handshakes = 0;
        resumedHandshakes = 0;
        seen = new SeenIds();
        arrivals.clear();
        latencyNanos = latencyMillis * 1_000_000;
        answer = answer(status);
    }

    private static byte[] answer(int status) {
        String text = status == 204
                ? "HTTP/1.1 204 No Content\r\n\r\n"
                : "HTTP/1.1 " + status + " Benchmark\r\ncontent-length: 0\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
