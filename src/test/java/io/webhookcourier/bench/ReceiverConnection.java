package io.webhookcourier.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** One connection of the receiver: cuts the stream into requests with a content-length, which is all that it reads. */
final class ReceiverConnection {

    /** Called for every complete request. */
    @FunctionalInterface
    interface Listener {
        void received(ReceiverConnection connection, String deliveryId) throws IOException;
    }

    private static final int LARGEST_REQUEST = 16 * 1024;
    private static final byte[] DELIVERY_ID = "delivery-id:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final ByteChannel channel;
    private final Listener listener;
    private final byte[] bytes = new byte[LARGEST_REQUEST];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    ReceiverConnection(ByteChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    void readAll() throws IOException {
        int read = channel.read(buffer);
        if (read < 0) {
            throw new EOFException();
        }
        int start = 0;
        for (int end = requestEnd(start); end > 0; end = requestEnd(start)) {
            listener.received(this, deliveryId(start));
            start = end;
        }
        buffer.limit(buffer.position()).position(start);
        buffer.compact();
    }

    void send(byte[] answer) throws IOException {
        channel.write(ByteBuffer.wrap(answer));
    }

    /** Where the request that starts here ends; 0 while it is not complete. */
    private int requestEnd(int start) {
        int filled = buffer.position();
        for (int i = start; i + 3 < filled; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                int end = i + 4 + contentLength(start, i);
                return end <= filled ? end : 0;
            }
        }
        return 0;
    }

    private int contentLength(int start, int headEnd) {
        int at = after(CONTENT_LENGTH, start, headEnd);
        return at < 0 ? 0 : Integer.parseInt(value(at));
    }

    private String deliveryId(int start) {
        int at = after(DELIVERY_ID, start, buffer.position());
        return at < 0 ? "" : value(at);
    }

    /** The place behind a header's name, at the end of a name or as the whole of it, in any case; -1 without one. */
    private int after(byte[] name, int start, int end) {
        for (int i = start; i + name.length <= end; i++) {
            int matched = 0;
            while (matched < name.length && (bytes[i + matched] | 0x20) == (name[matched] | 0x20)) {
                matched++;
            }
            if (matched == name.length) {
                return i + matched;
            }
        }
        return -1;
    }

    private String value(int at) {
        int end = at;
        while (bytes[end] != '\r') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.US_ASCII).trim();
    }
}
