package io.webhookcourier.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.webhookcourier.config.Secret;
import io.webhookcourier.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has logged in, in a cookie that only this service can have made: every process with the same token accepts it, and
 * each remembers only those that were logged out there. Another token ends all sessions. Where no token is set everybody has a session, which
 * only serves to tell this service's forms from others'.
 */
final class Sessions {

    static final String COOKIE = "courier_session";
    static final Duration VALID = Duration.ofHours(12);

    /** Comes before the random part. */
    private static final char MAY_CHANGE = 'c';

    private static final char READS_ONLY = 'r';
    private static final int RANDOM_BYTES = 18;
    private static final Pattern PROTO_HTTPS = Pattern.compile("(?i)\\bproto=\"?https\\b");
    private static final String ALGORITHM = "HmacSHA256";

    private static final int ENDED_REMEMBERED = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;
    private final InstantSource clock;

    /** Those that were logged out, by their text, as long as they would have lived. */
    private final Cache<String, Boolean> ended = Caffeine.newBuilder()
            .expireAfterWrite(VALID)
            .maximumSize(ENDED_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** @param token null where none is set */
    Sessions(Secret token, InstantSource clock) {
        this.clock = clock;
        if (token == null) {
            key = new byte[32];
            random.nextBytes(key);
        } else {
            key = hmac(token.reveal().getBytes(StandardCharsets.UTF_8), "webhook-courier console session");
        }
    }

    /** The session of the request's cookie, if it is genuine and not too old. */
    Optional<String> of(WebRequest request) {
        return request.cookie(COOKIE).filter(this::isValid).filter(session -> ended.getIfPresent(session) == null);
    }

    /** A fresh session that may change things. */
    String create() {
        return create(MAY_CHANGE);
    }

    /** A fresh session of {@code courier.http.read-token}. */
    String createReadOnly() {
        return create(READS_ONLY);
    }

    /** @param session a valid one */
    boolean isReadOnly(String session) {
        return session.charAt(session.indexOf('.') + 1) == READS_ONLY;
    }

    private String create(char rights) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String plain = clock.instant().plus(VALID).getEpochSecond() + "." + rights + text(bytes);
        return plain + "." + text(hmac(key, "session " + plain));
    }

    /** Ends it in this process, for all copies of the cookie. */
    void end(String session) {
        ended.put(session, true);
    }

    /** For a Set-Cookie header; only for TLS where the browser came by it, to a proxy in front. */
    static String cookie(String session, WebRequest request) {
        String cookie = Cookie.header(COOKIE, session, VALID);
        return cameByTls(request) ? cookie + "; Secure" : cookie;
    }

    private static boolean cameByTls(WebRequest request) {
        String proto = request.headerValue("X-Forwarded-Proto");
        String forwarded = request.headerValue("Forwarded");
        String origin = request.headerValue("Origin");
        return "https".equalsIgnoreCase(proto)
                || forwarded != null && PROTO_HTTPS.matcher(forwarded).find()
                || origin != null && origin.startsWith("https://");
    }

    static String endedCookie() {
        return Cookie.header(COOKIE, "", Duration.ZERO);
    }

    /** What forms of this session carry, and other sites cannot know. */
    String formToken(String session) {
        return text(hmac(key, "form " + session));
    }

    boolean isFormToken(String session, String given) {
        return given != null
                && MessageDigest.isEqual(
                        formToken(session).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isValid(String session) {
        int lastDot = session.lastIndexOf('.');
        int firstDot = session.indexOf('.');
        if (firstDot < 1 || lastDot <= firstDot) {
            return false;
        }
        String plain = session.substring(0, lastDot);
        byte[] expected = text(hmac(key, "session " + plain)).getBytes(StandardCharsets.UTF_8);
        boolean genuine =
                MessageDigest.isEqual(expected, session.substring(lastDot + 1).getBytes(StandardCharsets.UTF_8));
        return genuine
                && Long.parseLong(session.substring(0, firstDot))
                        > clock.instant().getEpochSecond();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime offers no " + ALGORITHM, e);
        }
    }
}
