package io.webhookcourier.logging;

import java.util.Locale;
import java.util.Set;

/** Headers, exchange properties and variables whose values are shown nowhere (contract, section 7). */
public final class SecretNames {

    /** What a hidden value is replaced by. */
    public static final String HIDDEN = "(hidden)";

    private static final Set<String> PARTS = Set.of(
            "authorization",
            "cookie",
            "secret",
            "password",
            "passphrase",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "signingkey",
            "credential");

    private SecretNames() {}

    /** Whether the value under this name has to be taken for a secret: {@code Authorization}, {@code x-api-key}. */
    public static boolean isSecret(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return PARTS.stream().anyMatch(letters::contains);
    }
}
