package io.webhookcourier.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables of this process, read as UTF-8. Java decodes them by the locale, and under {@code LANG=C}
 * loses every character that is not ASCII; Linux has the bytes.
 */
public final class ProcessEnvironment {

    private ProcessEnvironment() {}

    /** Names to values. */
    public static Map<String, String> variables() {
        return variables(System.getenv(), Path.of("/proc/self/environ"));
    }

    /** @param bytes {@code NAME=value} after {@code NAME=value}, each ended by a zero byte; may be missing */
    static Map<String, String> variables(Map<String, String> asDecoded, Path bytes) {
        Map<String, String> variables = new TreeMap<>(asDecoded);
        byte[] all = read(bytes);
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                take(ByteBuffer.wrap(all, start, i - start), variables);
                start = i + 1;
            }
        }
        return variables;
    }

    private static byte[] read(Path bytes) {
        try {
            return Files.readAllBytes(bytes);
        } catch (IOException notLinux) {
            return new byte[0];
        }
    }

    /** What is not UTF-8 stays as Java has decoded it. */
    private static void take(ByteBuffer variable, Map<String, String> variables) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(variable).toString();
            int equals = text.indexOf('=');
            if (equals > 0) {
                variables.replace(text.substring(0, equals), text.substring(equals + 1));
            }
        } catch (CharacterCodingException ofTheLocale) {
            return;
        }
    }
}
