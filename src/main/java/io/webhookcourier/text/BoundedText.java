package io.webhookcourier.text;

import java.io.IOException;
import java.io.Writer;

/** A text that is given up when it becomes too long, so that it never fills the memory. */
public final class BoundedText extends Writer {

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    /** @param limit in characters */
    public BoundedText(int limit) {
        this.limit = limit;
    }

    /** It would be longer than the limit. */
    public static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        if (text.length() + (long) length > limit) {
            throw new TooLongException();
        }
        text.append(characters, offset, length);
    }

    @Override
    public void flush() {
        // Nothing is kept elsewhere.
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
