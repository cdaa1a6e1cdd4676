package io.webhookcourier.web;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where requests begin and end in a connection's bytes. Lines are held back until they are complete and found to be
 * right; the bytes of bodies pass. Not thread-safe.
 */
final class RequestFraming {

    static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_CHUNK_LINE = 256;

    /** The size, and extensions as RFC 9112, section 7.1.1 has them, without white space. */
    private static final Pattern CHUNK_LINE = Pattern.compile(
            "([0-9A-Fa-f]{1,8})(;[!#$%&'*+.^_`|~0-9A-Za-z-]+(=([!#$%&'*+.^_`|~0-9A-Za-z-]+|\"[ !#-\\[\\]-~]*\"))?)*");

    private enum Part {
        HEAD,
        BODY,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        LAST_LINE,
        /** After a request that says that it is the last one: nothing is read as a request any more. */
        NOTHING
    }

    private static final String HEAD_METHOD = "HEAD ";

    private Part part = Part.HEAD;
    private StringBuilder line = new StringBuilder();
    private long left;
    private Part afterwards = Part.HEAD;
    private boolean answeredWithoutBody;

    /** Whether the last request has ended, so that what still comes is to be thrown away. */
    boolean isOver() {
        return part == Part.NOTHING;
    }

    /** Whether the request that is being read, or was read last, asks for a head only. */
    boolean isAnsweredWithoutBody() {
        return part == Part.HEAD && !line.isEmpty() ? line.indexOf(HEAD_METHOD) == 0 : answeredWithoutBody;
    }

    /** Whether a request's head has passed, and its end has not. */
    boolean inBody() {
        return part != Part.HEAD && part != Part.NOTHING;
    }

    /** Whether a request's head has passed that says that its body comes in chunks, and no chunk has. */
    boolean inChunks() {
        return part == Part.CHUNK_LINE;
    }

    /** Whether nothing of a next request has come yet. */
    boolean betweenRequests() {
        return part == Part.NOTHING || part == Part.HEAD && line.isEmpty();
    }

    /**
     * Reads on.
     *
     * @return how many of the body's bytes at the reader's place may pass, or 0
     * @throws RefusedHeadException when the bytes are not those of a request that everybody reads alike
     */
    int bodyBytes(ByteBuf in) {
        boolean passes = part == Part.BODY || part == Part.CHUNK;
        return passes ? (int) Math.min(left, in.readableBytes()) : 0;
    }

    /** To be called once bytes of {@link #bodyBytes} have passed. */
    void passed(int bytes) {
        left -= bytes;
        if (left == 0) {
            part = part == Part.BODY ? afterwards : Part.CHUNK_END;
        }
    }

    /**
     * One byte more of a line.
     *
     * @return the lines that may pass now, or null
     */
    String add(byte next) throws RefusedHeadException {
        char c = (char) (next & 0xff);
        boolean afterReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        if (afterReturn != (c == '\n')) {
            throw new RefusedHeadException("Lines must end with CR LF, and neither is accepted elsewhere.");
        }
        line.append(c);
        if (line.length() > (part == Part.HEAD ? LONGEST_HEAD : LONGEST_CHUNK_LINE)) {
            throw new RefusedHeadException("The request's head or a chunk's first line is too long.");
        }
        boolean complete = part == Part.HEAD ? endsHead() : c == '\n';
        if (!complete) {
            return null;
        }
        String text = line.toString();
        line = new StringBuilder();
        completed(text.substring(0, text.length() - 2));
        return text;
    }

    private boolean endsHead() {
        int length = line.length();
        return length >= 4 && line.charAt(length - 1) == '\n' && line.charAt(length - 3) == '\n'
                || length == 2 && line.charAt(1) == '\n';
    }

    private void completed(String text) throws RefusedHeadException {
        switch (part) {
            case HEAD -> {
                answeredWithoutBody = text.startsWith(HEAD_METHOD);
                RequestHead head = RequestHead.parse(text);
                afterwards = head.last() ? Part.NOTHING : Part.HEAD;
                left = head.bodyLength();
                part = left == RequestHead.CHUNKED ? Part.CHUNK_LINE : left == 0 ? afterwards : Part.BODY;
            }
            case CHUNK_LINE -> {
                var chunk = CHUNK_LINE.matcher(text);
                if (!chunk.matches()) {
                    throw new RefusedHeadException("A chunk does not begin with its size.");
                }
                left = Long.parseLong(chunk.group(1), 16);
                part = left == 0 ? Part.LAST_LINE : Part.CHUNK;
            }
            case CHUNK_END, LAST_LINE -> {
                if (!text.isEmpty()) {
                    throw new RefusedHeadException(
                            part == Part.LAST_LINE
                                    ? "Trailers are not accepted."
                                    : "A chunk is not followed by a line end.");
                }
                part = part == Part.LAST_LINE ? afterwards : Part.CHUNK_LINE;
            }
            default -> throw new IllegalStateException("a body has no lines");
        }
    }

    static byte[] bytes(String lines) {
        return lines.getBytes(StandardCharsets.ISO_8859_1);
    }
}
