package io.webhookcourier.text;

import java.util.Locale;

/**
 * A text on one line, for a log or a terminal. Characters that would end the line, move the cursor, change a colour or
 * turn the writing direction become visible escapes: Unicode's categories Cc, Cf, Zl and Zp, and halves of surrogate
 * pairs. What a row, a receiver or a request says can then be distinguished from what this service says.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Line breaks and tabs as {@code \n}, {@code \r} and {@code \t}, all others like <code>\</code>{@code u2028}. */
    public static String of(String text) {
        int first = firstToEscape(text);
        if (first < 0) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isVisible(c)) {
                line.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    line.append(escape(half));
                }
            }
        }
        return line.toString();
    }

    private static int firstToEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' && !isVisible(text.codePointAt(i))) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return -1;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }
}
