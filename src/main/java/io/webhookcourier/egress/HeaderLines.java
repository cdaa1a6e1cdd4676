package io.webhookcourier.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The header lines of one answer, within bounds. A line that is too long or is no header is read over with its
 * continuations, and so are headers above the number that is kept; those that frame the body or say when to come again
 * are kept at any position.
 */
final class HeaderLines implements SessionInputBuffer {

    /** Of all header lines together: above the 64 KB that servers send at most. */
    private static final int MOST_BYTES = 262_144;

    private static final int END = -1;
    private static final Set<String> ALWAYS_KEPT = names(
            "connection", "content-encoding", "content-length", "content-type", "retry-after", "transfer-encoding");

    private final SessionInputBuffer input;
    private final int longestLine;
    private final int most;
    private final List<String> kept = new ArrayList<>();
    private boolean inHead = true;
    private boolean previousKept;
    private int previousLength;
    private int others;
    private int bytes;
    private boolean leftOut;

    /**
     * @param input where the status line is next
     * @param longestLine bytes of a header with its continuations
     * @param most headers that are kept, beside those that always are
     */
    HeaderLines(SessionInputBuffer input, int longestLine, int most) {
        this.input = input;
        this.longestLine = longestLine;
        this.most = most;
    }

    private static Set<String> names(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

    /** From here on lines are headers. */
    void headIsRead() {
        inHead = false;
    }

    /** What was kept so far, continuations apart. */
    List<String> kept() {
        return kept;
    }

    /** Whether a line was read over: what the receiver means by this answer is not known in full. */
    boolean leftOut() {
        return leftOut;
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream stream) throws IOException {
        if (inHead) {
            return readHead(line, stream);
        }
        while (true) {
            line.clear();
            int length = readWithin(line, stream);
            if (length == END || length == 0 || isKept(line, length)) {
                return length;
            }
            leftOut = true;
        }
    }

    /** A status line that is cut off may be the beginning of another one: only its end makes it one. */
    private int readHead(CharArrayBuffer line, InputStream stream) throws IOException {
        line.clear();
        for (int c = input.read(stream); c != '\n'; c = input.read(stream)) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return END;
                }
                throw new ConnectionClosedException("Connection closed within the status line");
            }
            if (line.length() > longestLine) {
                throw new IOException("Status line longer than " + longestLine + " bytes");
            }
            line.append((char) c);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.length();
    }

    /** @return the line's length, above {@link #longestLine} when only its beginning was kept */
    private int readWithin(CharArrayBuffer line, InputStream stream) throws IOException {
        int length = 0;
        for (int c = input.read(stream); c != '\n'; c = input.read(stream)) {
            if (c < 0) {
                return length == 0 ? END : length;
            }
            if (++bytes > MOST_BYTES) {
                throw new IOException("Headers larger than " + MOST_BYTES + " bytes");
            }
            if (++length <= longestLine) {
                line.append((char) c);
            }
        }
        if (length > 0 && length <= longestLine && line.charAt(length - 1) == '\r') {
            line.setLength(--length);
        }
        return length;
    }

    private boolean isKept(CharArrayBuffer line, int length) {
        if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            previousKept = previousKept && previousLength + 1 + length <= longestLine;
            previousLength += 1 + length;
            return previousKept;
        }
        int colon = line.indexOf(':');
        boolean header = colon > 0 && length <= longestLine;
        previousKept = header && (ALWAYS_KEPT.contains(line.substringTrimmed(0, colon)) || others++ < most);
        previousLength = length;
        if (previousKept) {
            kept.add(line.toString());
        }
        return previousKept;
    }

    @Override
    public int read(InputStream stream) throws IOException {
        return input.read(stream);
    }

    @Override
    public int read(byte[] into, int from, int length, InputStream stream) throws IOException {
        return input.read(into, from, length, stream);
    }

    @Override
    public int read(byte[] into, InputStream stream) throws IOException {
        return input.read(into, stream);
    }

    @Override
    public int length() {
        return input.length();
    }

    @Override
    public int capacity() {
        return input.capacity();
    }

    @Override
    public int available() {
        return input.available();
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return input.getMetrics();
    }
}
