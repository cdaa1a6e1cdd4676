package io.webhookcourier.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of this process, read as UTF-8, for the same reason as {@link ProcessEnvironment}. */
public final class ProcessArguments {

    private ProcessArguments() {}

    /** @param asDecoded what Java gave to {@code main} */
    public static String[] of(String... asDecoded) {
        return of(Path.of("/proc/self/cmdline"), asDecoded);
    }

    /** @param bytes the whole command line, each part ended by a zero byte; may be missing */
    static String[] of(Path bytes, String... asDecoded) {
        if (String.join("", asDecoded).chars().allMatch(c -> c < 128)) {
            return asDecoded;
        }
        try {
            List<String> parts = parts(Files.readAllBytes(bytes));
            return parts.size() < asDecoded.length
                    ? asDecoded
                    : parts.subList(parts.size() - asDecoded.length, parts.size())
                            .toArray(String[]::new);
        } catch (IOException notLinuxOrNotUtf8) {
            return asDecoded;
        }
    }

    private static List<String> parts(byte[] all) throws CharacterCodingException {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                ByteBuffer part = ByteBuffer.wrap(all, start, i - start);
                parts.add(StandardCharsets.UTF_8.newDecoder().decode(part).toString());
                start = i + 1;
            }
        }
        return parts;
    }
}
