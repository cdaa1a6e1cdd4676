package io.webhookcourier.config;

import java.util.List;
import java.util.Objects;

/** A value that must not be shown: {@link #toString()} says only that one is set (contract, section 7). */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** @return the secret, or null when the value is null or empty */
    public static Secret of(String value) {
        return value == null || value.isEmpty() ? null : new Secret(value);
    }

    /** The value itself; for its consumer only, never for a message. */
    public String reveal() {
        return value;
    }

    /** The tokens in it, which spaces separate. */
    public List<String> revealWords() {
        return List.of(value.strip().split(" +"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    @Override
    public String toString() {
        return "(set)";
    }
}
