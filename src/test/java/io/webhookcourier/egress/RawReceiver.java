package io.webhookcourier.egress;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A receiver on 127.0.0.1 that says, byte for byte, what a test wants it to say. */
final class RawReceiver implements AutoCloseable {

    /** Answers one connection; whatever it throws ends the connection. */
    @FunctionalInterface
    interface Script {
        void run(Conversation conversation) throws Exception;
    }

    /** CR, LF, CR, LF. */
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    RawReceiver(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    RawReceiver(ServerSocketFactory factory, Script script) {
        try {
            server = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                sockets.add(socket);
                daemon(() -> {
                    try (socket) {
                        script.run(new Conversation(socket));
                    }
                });
            }
        });
    }

    /** Answers every request of every connection with the same bytes. */
    static RawReceiver answering(String response) {
        return new RawReceiver(conversation -> {
            while (conversation.readRequest()) {
                conversation.write(response);
            }
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception endOfConversation) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    int connections() {
        return connections.get();
    }

    /** Heads and bodies as they came in, with CRLF. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    final class Conversation {

        private final Socket socket;
        private final InputStream in;

        private Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** @return false at the end of the connection */
        boolean readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int lastFour = 0; lastFour != END_OF_HEAD; ) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                head.write(b);
                lastFour = lastFour << 8 | b;
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int length = text.lines()
                    .filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                    .findFirst()
                    .orElse(0);
            requests.add(text + new String(in.readNBytes(length), StandardCharsets.UTF_8));
            return true;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Writes the text again and again, each time after a pause, until the client hangs up. */
        void drip(String text, int pauseMillis) throws Exception {
            for (int i = 0; ; i++) {
                synchronized (this) {
                    wait(pauseMillis);
                }
                write(text.substring(i % text.length(), i % text.length() + 1));
            }
        }

        /** Waits until the client hangs up. */
        void hang() throws IOException {
            while (in.read() >= 0) {
                continue;
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        Socket socket() {
            return socket;
        }
    }
}
