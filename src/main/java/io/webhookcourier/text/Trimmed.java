package io.webhookcourier.text;

/**
 * The one rule of trimming, for workspace ids, URLs, secrets and everything else that the contract calls trimmed: as the
 * application trims, which is ECMAScript's {@code trim}. White space is the line terminators, TAB, VT, FF, the byte order
 * mark and Unicode's category Zs, the no-break space among them; U+0085, U+180E and U+200B are not. In SQL the
 * same rule is {@code white-space.sql}, which the claim's statement repeats.
 */
public final class Trimmed {

    private Trimmed() {}

    /** The text without white space around it, or null when nothing is left of it or it is null. */
    public static String orNull(String text) {
        String trimmed = of(text);
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** The text without white space around it; empty for null. */
    public static String of(String text) {
        if (text == null) {
            return "";
        }
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether nothing is left of it. */
    public static boolean isBlank(String text) {
        return of(text).isEmpty();
    }

    private static boolean isSpace(char c) {
        return c == '\uFEFF' || (c >= '\t' && c <= '\r') || Character.isSpaceChar(c);
    }
}
