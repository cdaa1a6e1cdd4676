package io.webhookcourier.egress;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Remembers what was read of a head, line by line: a status line that came in time decides the outcome, and headers that
 * were read within the bounds count, even when the rest breaks, has no end or comes byte by byte (contract, section 2).
 */
final class ResponseHeadParser extends DefaultHttpResponseParser {

    private final int longestLine;
    private final int mostHeaders;
    private SessionInputBuffer input;
    private HeaderLines lines;
    private int status;
    private long statusNanos;

    /**
     * @param mostHeaders that are kept, beside those that {@link HeaderLines} always keeps; the config must accept more
     */
    ResponseHeadParser(Http1Config config, int mostHeaders) {
        super(config, LazyLaxLineParser.INSTANCE, null);
        this.longestLine = config.getMaxLineLength();
        this.mostHeaders = mostHeaders;
    }

    void begin() {
        status = 0;
        lines = null;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream stream) throws IOException, HttpException {
        input = buffer;
        status = 0;
        lines = new HeaderLines(buffer, longestLine, mostHeaders);
        return super.parse(lines, stream);
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line) throws IOException, HttpException {
        ClassicHttpResponse response = message(line);
        lines.headIsRead();
        if (response.getVersion().lessEquals(HttpVersion.HTTP_1_1)) {
            status = response.getCode();
            statusNanos = System.nanoTime();
        }
        return response;
    }

    private ClassicHttpResponse message(CharArrayBuffer line) throws IOException, HttpException {
        try {
            return super.createMessage(line);
        } catch (IllegalArgumentException e) {
            // A status of 000, which the line parser lets through.
            throw new ProtocolException("Invalid status line", e);
        }
    }

    int statusBefore(long deadlineNanos) {
        return status != 0 && statusNanos - deadlineNanos < 0 ? status : 0;
    }

    /** The answer as far as its head was read, without a body; only when there is a status. */
    ClassicHttpResponse asFarAsRead() {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        for (String line : lines.kept()) {
            int colon = line.indexOf(':');
            response.addHeader(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return response;
    }

    /** Whether nothing is left of the answer, and nothing of it was read over. */
    boolean isClean() {
        return !hasBuffered() && (lines == null || !lines.leftOut());
    }

    boolean hasBuffered() {
        return input != null && input.length() > 0;
    }
}
