package io.webhookcourier.crm;

/** Trimming as the application trims, which is ECMAScript's way: no-break spaces and the byte order mark go too. */
final class Trimmed {

    private Trimmed() {}

    /** The text without white space around it, or null when nothing is left of it or it is null. */
    static String orNull(String text) {
        if (text == null) {
            return null;
        }
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return start == end ? null : text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == '\uFEFF' || (c >= '\t' && c <= '\r') || Character.isSpaceChar(c);
    }
}
