package io.webhookcourier.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Reads a properties file in UTF-8, with or without a byte order mark, which some editors put before the first line. A
 * backslash that begins none of the format's escapes is taken as it stands, where the format drops it: {@code a\b} in a
 * secret is {@code a\b}.
 */
final class PropertiesText {

    private static final String ESCAPED = "\\ :=#!tnrfu\r\n";

    private PropertiesText() {}

    /**
     * @param file may be missing, which is the same as empty
     * @throws ConfigurationException when it cannot be read
     */
    static void load(Path file, Properties into) {
        if (Files.notExists(file)) {
            return;
        }
        try {
            into.load(new StringReader(backslashesKept(withoutByteOrderMark(Files.readString(file)))));
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is not in UTF-8; accepted: a properties file in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); accepted: a properties file that this user may read",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    file + " has \\u without four hexadecimal digits after it; accepted: \\\\ for a backslash", e);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String backslashesKept(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            kept.append(c);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                kept.append(ESCAPED.indexOf(next) < 0 ? "\\" : "").append(next);
            }
        }
        return kept.toString();
    }
}
