package io.webhookcourier.management;

import io.webhookcourier.web.TokenCheck;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Who may see Hawtio and call Jolokia. Without a token: whoever reaches the loopback address under its own name, which a
 * hostile page cannot (neither from another origin nor by a name that it rebinds). With one: whoever presents it.
 */
final class HawtioAccess {

    private final TokenCheck token;
    private final boolean loopback;

    /**
     * @param token what callers must present, where one is set
     * @param loopback whether only this machine can connect
     */
    HawtioAccess(TokenCheck token, boolean loopback) {
        this.token = token;
        this.loopback = loopback;
    }

    /**
     * What a request says of itself; each null when it does not.
     *
     * @param remote the address that it came from
     * @param host whom it is addressed to: the header Host, or HTTP/2's authority
     * @param origin the header Origin
     * @param fetchSite the header Sec-Fetch-Site
     * @param fetchMode the header Sec-Fetch-Mode
     * @param authorization the header Authorization
     */
    record Request(
            String remote, String host, String origin, String fetchSite, String fetchMode, String authorization) {}

    /**
     * @param status 200, or that of the refusal
     * @param message why it is refused
     * @param user what the caller is called, or null without a token
     * @param readsOnly whether the caller may look only
     */
    record Decision(int status, String message, String user, boolean readsOnly) {

        Decision(int status, String message, String user) {
            this(status, message, user, false);
        }

        boolean allowed() {
            return status == 200;
        }
    }

    /** Whether all who are let in have presented the token. */
    boolean callersAreKnown() {
        return token.required();
    }

    Decision judge(Request request) {
        if (isForeign(request)) {
            return new Decision(403, "Calls from pages of other sites are refused.", null);
        }
        return !token.required() ? judgeUnknown(request) : judgeKnown(request);
    }

    private Decision judgeUnknown(Request request) {
        if (!loopback) {
            return new Decision(
                    403,
                    "Hawtio and Jolokia are closed: courier.management.host is not the loopback address, and"
                            + " courier.http.token is not set.",
                    null);
        }
        if (!namesTheLoopback(request.host())) {
            return new Decision(
                    403,
                    "Without courier.http.token Hawtio answers under 127.0.0.1, [::1] and localhost only, not under "
                            + shown(request.host()) + ".",
                    null);
        }
        return new Decision(200, null, null);
    }

    private Decision judgeKnown(Request request) {
        Credentials given = Credentials.from(request.authorization());
        return switch (token.check(given == null ? null : given.password(), request.remote())) {
            case PASSED -> new Decision(200, null, given == null ? null : given.user());
            case READS_ONLY -> new Decision(200, null, given == null ? null : given.user(), true);
            case MISSING ->
                new Decision(401, "Present courier.http.token as the password; any user name will do.", null);
            case WRONG -> new Decision(401, "This is not courier.http.token.", null);
            case TOO_OFTEN ->
                new Decision(429, "This is not courier.http.token, and too many wrong ones came before.", null);
        };
    }

    /** A page of another site, in a browser that has the token in mind. Opening a link from elsewhere is fine. */
    private static boolean isForeign(Request request) {
        String origin = request.origin();
        if (origin != null) {
            return request.host() == null
                    || !origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.host());
        }
        String site = request.fetchSite();
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !"navigate".equals(request.fetchMode());
    }

    private static boolean namesTheLoopback(String hostHeader) {
        if (hostHeader == null) {
            return false;
        }
        String host = hostHeader.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        boolean literal = host.matches("\\[[0-9a-f:.]+]|[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String shown(String host) {
        return host == null ? "no name" : host.replaceAll("[^A-Za-z0-9.:\\[\\]-]", "?");
    }

    private record Credentials(String user, String password) {

        static Credentials from(String authorization) {
            if (authorization == null) {
                return null;
            }
            if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return new Credentials("token", authorization.substring(7).trim());
            }
            if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
                return null;
            }
            try {
                String text = new String(
                        Base64.getDecoder().decode(authorization.substring(6).trim()), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return colon < 0 ? null : new Credentials(text.substring(0, colon), text.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
