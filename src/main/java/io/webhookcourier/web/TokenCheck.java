package io.webhookcourier.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.webhookcourier.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Compares what callers present with {@code courier.http.token}, in a time that does not depend on either, and stops
 * looking at what an address presents once it was wrong too often. Thread-safe.
 */
public final class TokenCheck {

    /** What came of it. */
    public enum Result {
        PASSED,
        MISSING,
        WRONG,
        /** Was not even compared. */
        TOO_OFTEN
    }

    /** Wrong guesses that an address has in {@link #WINDOW}. */
    static final int GUESSES = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int REMEMBERED_ADDRESSES = 10_000;

    private final byte[] expected;
    private final Cache<String, AtomicInteger> guesses;

    /**
     * @param token null lets everybody pass
     * @param nanoTime the monotonic clock
     */
    public TokenCheck(Secret token, LongSupplier nanoTime) {
        this.expected = token == null ? null : digest(token.reveal());
        this.guesses = Caffeine.newBuilder()
                .ticker(nanoTime::getAsLong)
                .expireAfterWrite(WINDOW)
                .maximumSize(REMEMBERED_ADDRESSES)
                .executor(Runnable::run)
                .build();
    }

    /** Whether a token is set at all. */
    public boolean required() {
        return expected != null;
    }

    /**
     * @param given null when nothing was presented
     * @param address the caller's
     */
    public Result check(String given, String address) {
        if (expected == null) {
            return Result.PASSED;
        }
        if (given == null || given.isEmpty()) {
            return Result.MISSING;
        }
        AtomicInteger wrong = guesses.get(network(address), any -> new AtomicInteger());
        if (wrong.get() >= GUESSES) {
            return Result.TOO_OFTEN;
        }
        if (MessageDigest.isEqual(expected, digest(given))) {
            return Result.PASSED;
        }
        wrong.incrementAndGet();
        return Result.WRONG;
    }

    /** The token of {@code Authorization: Bearer <token>}, or null. */
    public static String bearer(WebRequest request) {
        String value = request.headerValue("Authorization");
        return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).strip()
                : null;
    }

    /** Who has one IPv6 address has the 2^64 beside it. */
    private static String network(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime offers no SHA-256", e);
        }
    }
}
