package io.webhookcourier.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver's secret, ready to sign. Shows nothing of it: {@link #toString()} names the type only. Safe for any
 * number of threads, platform or virtual.
 */
public final class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";

    /** Never used itself, only cloned: that is cheaper than looking one up, and needs neither lock nor thread local. */
    private final Mac prototype;

    private SigningKey(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("a signing secret must not be empty");
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime offers no " + ALGORITHM, e);
        }
    }

    /**
     * @param secret as both sides know it; its UTF-8 bytes are the key
     * @throws IllegalArgumentException when it is empty
     */
    public static SigningKey of(String secret) {
        return new SigningKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    static SigningKey of(byte[] secret) {
        return new SigningKey(secret);
    }

    /** A MAC of the caller's own, initialised with this key. */
    Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java runtime's " + ALGORITHM + " cannot be cloned", e);
        }
    }

    /** Whether both sign alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key && MessageDigest.isEqual(ofNothing(), key.ofNothing());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ofNothing());
    }

    private byte[] ofNothing() {
        return mac().doFinal();
    }

    @Override
    public String toString() {
        return "SigningKey(set)";
    }
}
