package io.webhookcourier.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers the start-up message of PostgreSQL's protocol with an error, as PgBouncer does, on one connection. */
final class RefusingServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final byte[] fields;

    private RefusingServer(byte[] fields) throws IOException {
        this.fields = fields;
    }

    static RefusingServer saying(String sqlState, String message) throws IOException {
        String fields = "SFATAL\0C" + sqlState + "\0M" + message + "\0\0";
        RefusingServer server = new RefusingServer(fields.getBytes(StandardCharsets.UTF_8));
        Thread thread = new Thread(server::answer, "refusing-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void answer() {
        try (Socket client = listener.accept();
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            in.readNBytes(in.readInt() - Integer.BYTES);
            out.writeByte('E');
            out.writeInt(Integer.BYTES + fields.length);
            out.write(fields);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
