package io.webhookcourier.delivery;

/**
 * Text as PostgreSQL can store it: type text refuses U+0000, and half a surrogate pair has no UTF-8. Either becomes
 * U+FFFD, so that a receiver's strange answer can never stop its outcome from being recorded.
 */
public final class StorableText {

    /** Characters of a response that are kept (contract, sections 5 and 8). */
    static final int RESPONSE_CHARACTERS = 1_000;

    /** Characters of an error that are kept (contract, section 3). */
    static final int ERROR_CHARACTERS = 10_000;

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The beginning of the text, storable; null for null. */
    public static String first(int characters, String text) {
        if (text == null) {
            return null;
        }
        String beginning = cut(characters, text);
        for (int i = 0; i < beginning.length(); i++) {
            if (!isStorable(beginning, i)) {
                return replaced(beginning, i);
            }
        }
        return beginning;
    }

    /** At most this many UTF-16 units; one fewer where the limit falls inside a surrogate pair. */
    static String cut(int characters, String text) {
        if (text.length() <= characters) {
            return text;
        }
        boolean insideOfPair = characters > 0
                && Character.isHighSurrogate(text.charAt(characters - 1))
                && Character.isLowSurrogate(text.charAt(characters));
        return text.substring(0, insideOfPair ? characters - 1 : characters);
    }

    /** Whether the UTF-16 unit at this index is half of a surrogate pair whose other half is missing. */
    static boolean isLoneSurrogate(String text, int index) {
        char unit = text.charAt(index);
        if (Character.isHighSurrogate(unit)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(unit) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static boolean isStorable(String text, int index) {
        return text.charAt(index) != 0 && !isLoneSurrogate(text, index);
    }

    private static String replaced(String text, int firstBad) {
        StringBuilder storable = new StringBuilder(text);
        for (int i = firstBad; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                storable.setCharAt(i, REPLACEMENT);
            }
        }
        return storable.toString();
    }
}
