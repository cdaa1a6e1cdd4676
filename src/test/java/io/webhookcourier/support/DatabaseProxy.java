package io.webhookcourier.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sits between the service and PostgreSQL, and loses the reply to a statement of the test's choice: the statement is
 * carried out and committed, and then the connection is cut before one byte of the reply has come through.
 *
 * <p>Statements are known by their text, so the client must send it every time: its URL has {@code prepareThreshold=0}.
 */
public final class DatabaseProxy implements AutoCloseable {

    /** ReadyForQuery, outside of any transaction (PostgreSQL documentation, "Message Formats"). */
    private static final String READY = "Z\0\0\0\5I";

    private record Order(String statement, String about, CompletableFuture<Void> done) {}

    private final ServerSocket listener;
    private final URI target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Order order;

    private DatabaseProxy(ServerSocket listener, URI target) {
        this.listener = listener;
        this.target = target;
    }

    /** @param jdbcUrl of the real server, with a port */
    public static DatabaseProxy before(String jdbcUrl) {
        return before(jdbcUrl, 0);
    }

    /**
     * @param jdbcUrl of the real server, with a port
     * @param port to listen on, such as that of an earlier proxy; 0 for any
     */
    public static DatabaseProxy before(String jdbcUrl, int port) {
        try {
            URI target = URI.create(jdbcUrl.substring("jdbc:".length()));
            DatabaseProxy proxy =
                    new DatabaseProxy(new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1")), target);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + target.getPath() + "?prepareThreshold=0";
    }

    /**
     * Loses the next reply to a statement that holds the first text, if it or its reply holds the second.
     *
     * @return done when the connection was cut
     */
    public CompletableFuture<Void> loseReply(String statement, String about) {
        Order given = new Order(statement, about, new CompletableFuture<>());
        order = given;
        return given.done;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                sockets.add(client);
                sockets.add(server);
                Link link = new Link(client, server);
                threads.execute(() -> link.run(link::forwardRequests));
                threads.execute(() -> link.run(link::forwardReplies));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One connection through the proxy. */
    private final class Link {

        private interface Direction {
            void forward() throws IOException;
        }

        private final Socket client;
        private final Socket server;
        private final StringBuilder request = new StringBuilder();
        private final ByteArrayOutputStream heldReply = new ByteArrayOutputStream();
        private Order suspected;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void run(Direction direction) {
            try (client;
                    server) {
                direction.forward();
            } catch (IOException eitherSideWentAway) {
                sockets.remove(client);
            } finally {
                sockets.remove(client);
                sockets.remove(server);
            }
        }

        void forwardRequests() throws IOException {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                remember(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                server.getOutputStream().write(buffer, 0, read);
            }
        }

        private synchronized void remember(String bytes) {
            request.append(bytes);
            Order current = order;
            if (current != null && request.indexOf(current.statement) >= 0) {
                suspected = current;
            }
        }

        void forwardReplies() throws IOException {
            InputStream in = server.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!pass(buffer, read)) {
                    return;
                }
            }
        }

        /** @return false when the connection is to be cut */
        private synchronized boolean pass(byte[] bytes, int length) throws IOException {
            heldReply.write(bytes, 0, length);
            String reply = heldReply.toString(StandardCharsets.ISO_8859_1);
            boolean whole = reply.endsWith(READY);
            if (suspected != null && !whole) {
                return true;
            }
            if (suspected != null && (request.indexOf(suspected.about) >= 0 || reply.contains(suspected.about))) {
                order = null;
                client.close();
                suspected.done.complete(null);
                return false;
            }
            suspected = null;
            if (whole) {
                request.setLength(0);
            }
            heldReply.writeTo(client.getOutputStream());
            heldReply.reset();
            return true;
        }
    }
}
