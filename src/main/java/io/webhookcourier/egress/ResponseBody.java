package io.webhookcourier.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The beginning of an answer's body, with a bound on how much is read.
 *
 * @param bytes what was read, as it came: never decompressed
 * @param failure why the rest is missing, or null when this is all of it
 */
record ResponseBody(byte[] bytes, IOException failure) {

    private static final int TEXT_CHARACTERS = 1_000;
    private static final int MOST_BYTES_PER_CHARACTER = 4;
    private static final int FIRST_BUFFER = 1_024;

    static final ResponseBody NONE = new ResponseBody(new byte[0], null);

    /** Reads until the end, the limit or a failure, whichever is first. */
    static ResponseBody read(HttpEntity entity, int limit) {
        byte[] buffer = new byte[Math.min(limit, FIRST_BUFFER)];
        int length = 0;
        try {
            InputStream content = entity.getContent();
            while (length < limit) {
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, (int) Math.min(limit, length * 4L));
                }
                int read = content.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    return new ResponseBody(Arrays.copyOf(buffer, length), null);
                }
                length += read;
            }
        } catch (IOException e) {
            return new ResponseBody(Arrays.copyOf(buffer, length), e);
        }
        boolean whole = entity.getContentLength() == length;
        return new ResponseBody(
                Arrays.copyOf(buffer, length),
                whole ? null : new IOException("response larger than " + limit + " bytes"));
    }

    boolean isWhole() {
        return failure == null;
    }

    /**
     * The first 1,000 characters, fit for PostgreSQL's text, which refuses U+0000, and not cut within a pair.
     *
     * @param charset how the receiver says it is written
     * @return null when there is no body
     */
    String text(Charset charset) {
        if (bytes.length == 0) {
            return null;
        }
        int length = Math.min(bytes.length, TEXT_CHARACTERS * MOST_BYTES_PER_CHARACTER + MOST_BYTES_PER_CHARACTER);
        String decoded = new String(bytes, 0, length, charset);
        StringBuilder text = new StringBuilder(Math.min(decoded.length(), TEXT_CHARACTERS));
        for (int i = 0; i < decoded.length(); i += Character.charCount(decoded.codePointAt(i))) {
            int c = decoded.codePointAt(i);
            if (text.length() + Character.charCount(c) > TEXT_CHARACTERS) {
                break;
            }
            text.appendCodePoint(c == 0 ? 0xfffd : c);
        }
        return text.toString();
    }
}
