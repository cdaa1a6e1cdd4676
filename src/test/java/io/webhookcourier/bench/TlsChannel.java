package io.webhookcourier.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;

/** The server's end of one TLS connection over a socket that does not block. */
final class TlsChannel implements ByteChannel {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final Consumer<SSLSession> whenEstablished;
    private final ByteBuffer received;
    private final ByteBuffer toSend;

    /** @param whenEstablished gets the session once the handshake is complete */
    TlsChannel(SocketChannel socket, SSLEngine engine, Consumer<SSLSession> whenEstablished) {
        this.socket = socket;
        this.engine = engine;
        this.whenEstablished = whenEstablished;
        this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    /** Reads what has arrived, and takes the handshake as far as that allows. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        if (socket.read(received) < 0) {
            return -1;
        }
        received.flip();
        while (step(into)) {
            // Each step consumes a record, or sends one, or runs a task of the handshake.
        }
        received.compact();
        return into.position() - before;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.remaining();
        while (from.hasRemaining()) {
            wrap(from);
        }
        return before;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** False when more must arrive first. */
    private boolean step(ByteBuffer into) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> wrap(NOTHING);
            default -> {
                return received.hasRemaining() && unwrap(into);
            }
        }
        return true;
    }

    private boolean unwrap(ByteBuffer into) throws IOException {
        SSLEngineResult result = engine.unwrap(received, into);
        noticeEstablished(result);
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_UNDERFLOW -> false;
            case BUFFER_OVERFLOW -> throw new IOException("a request is larger than the receiver's buffer");
            case CLOSED -> throw new EOFException();
        };
    }

    private void wrap(ByteBuffer from) throws IOException {
        noticeEstablished(engine.wrap(from, toSend));
        toSend.flip();
        while (toSend.hasRemaining()) {
            socket.write(toSend);
        }
        toSend.clear();
    }

    private void noticeEstablished(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            whenEstablished.accept(engine.getSession());
        }
    }
}
