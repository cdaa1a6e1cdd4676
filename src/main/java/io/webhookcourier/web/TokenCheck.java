package io.webhookcourier.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import io.webhookcourier.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Compares what callers present with {@code courier.http.token}, in a time that does not depend on either. Addresses
 * that present wrong ones too often hear so; the right one passes all the same, because the address may be a proxy's that
 * all callers share. What makes guessing hopeless is the token's length. Thread-safe.
 */
public final class TokenCheck {

    /** What came of it. */
    public enum Result {
        PASSED,
        /** {@code courier.http.read-token}: may look, and change nothing. */
        READS_ONLY,
        MISSING,
        WRONG,
        /** Wrong once more, after many wrong ones from the same network. */
        TOO_OFTEN
    }

    /** Wrong guesses that an address has in {@link #WINDOW}. */
    static final int GUESSES = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int REMEMBERED_ADDRESSES = 10_000;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final List<byte[]> expected;
    private final List<byte[]> readOnly;
    private final Cache<String, AtomicInteger> guesses;

    /**
     * @param token null lets every caller pass
     * @param nanoTime the monotonic clock
     */
    public TokenCheck(Secret token, LongSupplier nanoTime) {
        this(token, null, nanoTime);
    }

    /**
     * @param token one or several; null lets every caller pass
     * @param readToken one or several, whose bearers may look; null when there is none
     * @param nanoTime the monotonic clock
     */
    public TokenCheck(Secret token, Secret readToken, LongSupplier nanoTime) {
        this.expected = digests(token);
        this.readOnly = digests(readToken);
        this.guesses = Caffeine.newBuilder()
                .ticker(nanoTime::getAsLong)
                .expireAfterWrite(WINDOW)
                .maximumSize(REMEMBERED_ADDRESSES)
                .executor(Runnable::run)
                .build();
    }

    /** Whether a token is set at all. */
    public boolean required() {
        return !expected.isEmpty();
    }

    /** @param given empty when nothing was presented */
    public Result check(Optional<Credentials> given, WebRequest request) {
        return check(given.map(Credentials::token).orElse(null), request.remoteAddress());
    }

    /**
     * @param given null when nothing was presented
     * @param address the caller's
     */
    public Result check(String given, String address) {
        if (expected.isEmpty()) {
            return Result.PASSED;
        }
        if (given == null || given.isEmpty()) {
            return Result.MISSING;
        }
        byte[] digest = digest(given);
        if (holds(expected, digest)) {
            return Result.PASSED;
        }
        if (holds(readOnly, digest)) {
            return Result.READS_ONLY;
        }
        AtomicInteger wrong = guesses.get(network(address), any -> new AtomicInteger());
        return wrong.incrementAndGet() > GUESSES ? Result.TOO_OFTEN : Result.WRONG;
    }

    private static List<byte[]> digests(Secret tokens) {
        return tokens == null
                ? List.of()
                : tokens.revealWords().stream().map(TokenCheck::digest).toList();
    }

    /** Looks at all of them, so that the time says nothing. */
    private static boolean holds(List<byte[]> digests, byte[] digest) {
        boolean found = false;
        for (byte[] one : digests) {
            found |= MessageDigest.isEqual(one, digest);
        }
        return found;
    }

    /** A client with one IPv6 address has the 2^64 beside it. */
    private static String network(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length <= IPV6_NETWORK_BYTES
                ? String.valueOf(address)
                : HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime offers no SHA-256", e);
        }
    }
}
