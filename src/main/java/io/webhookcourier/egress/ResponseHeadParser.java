package io.webhookcourier.egress;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Remembers the status line apart from the headers after it: a status line that came in time decides the outcome, even
 * when the headers break, have no end or come byte by byte (contract, section 2).
 */
final class ResponseHeadParser extends DefaultHttpResponseParser {

    private SessionInputBuffer input;
    private int status;
    private long statusNanos;

    ResponseHeadParser(Http1Config config) {
        super(config, LazyLaxLineParser.INSTANCE, null);
    }

    void begin() {
        status = 0;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream stream) throws IOException, HttpException {
        input = buffer;
        status = 0;
        return super.parse(buffer, stream);
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line) throws IOException, HttpException {
        ClassicHttpResponse response = super.createMessage(line);
        if (response.getVersion().lessEquals(HttpVersion.HTTP_1_1)) {
            status = response.getCode();
            statusNanos = System.nanoTime();
        }
        return response;
    }

    int statusBefore(long deadlineNanos) {
        return status != 0 && statusNanos - deadlineNanos < 0 ? status : 0;
    }

    boolean hasBuffered() {
        return input != null && input.length() > 0;
    }
}
