package io.webhookcourier.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a request presents in its header {@code Authorization}.
 *
 * @param user whom the caller names; {@code token} where the scheme has no name
 * @param token not checked yet
 */
public record Credentials(String user, String token) {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Of {@code Bearer}; empty for any other scheme. */
    public static Optional<Credentials> ofBearer(WebRequest request) {
        return after(BEARER, request).map(token -> new Credentials("token", token));
    }

    /** Of {@code Bearer}, or of {@code Basic} with the token as the password, for browsers. */
    public static Optional<Credentials> ofBearerOrBasic(WebRequest request) {
        return ofBearer(request).or(() -> after(BASIC, request).flatMap(Credentials::ofBasic));
    }

    private static Optional<String> after(String scheme, WebRequest request) {
        String value = request.headerValue("Authorization");
        return value != null && value.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(value.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static Optional<Credentials> ofBasic(String coded) {
        try {
            String text = new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
