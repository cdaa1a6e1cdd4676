package io.webhookcourier.management;

import io.webhookcourier.web.Credentials;
import io.webhookcourier.web.OriginCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Optional;

/**
 * Who may see Hawtio and call Jolokia. Without a token: everyone who reaches the loopback address under its own name, which
 * a hostile page cannot (neither from another origin nor by a name that it rebinds). With one: callers that present it.
 */
final class HawtioAccess {

    private static final String CLOSED =
            "Hawtio and Jolokia are unavailable: courier.management.host is not the loopback"
                    + " address, and courier.http.token is not set.";

    private final TokenCheck token;
    private final boolean loopback;
    private final OriginCheck origins;

    /**
     * @param token what callers must present, where one is set
     * @param loopback whether only this machine can connect
     */
    HawtioAccess(TokenCheck token, boolean loopback) {
        this.token = token;
        this.loopback = loopback;
        this.origins = token.required() ? OriginCheck.forAnyName() : OriginCheck.forLoopback();
    }

    /**
     * @param refusal why the caller is not let in; empty when they are
     * @param user what the caller is called, or null without a token
     * @param readsOnly whether the caller may look only
     */
    record Decision(Optional<WebResponse> refusal, String user, boolean readsOnly) {

        private static Decision allowed(String user, boolean readsOnly) {
            return new Decision(Optional.empty(), user, readsOnly);
        }

        private static Decision refused(WebResponse response) {
            return new Decision(Optional.of(response), null, false);
        }
    }

    /** Whether all who are let in have presented the token. */
    boolean callersAreKnown() {
        return token.required();
    }

    Decision judge(WebRequest head) {
        if (!token.required() && !loopback) {
            return Decision.refused(WebResponse.text(403, CLOSED));
        }
        return origins.refusal(head, true).map(Decision::refused).orElseGet(() -> judgeToken(head));
    }

    private Decision judgeToken(WebRequest head) {
        Optional<Credentials> given = Credentials.ofBearerOrBasic(head);
        String user = given.map(Credentials::user).orElse(null);
        return switch (token.check(given, head)) {
            case PASSED -> Decision.allowed(token.required() ? user : null, false);
            case READS_ONLY -> Decision.allowed(user, true);
            case MISSING -> unauthorized("Use courier.http.token as the password, with any user name.");
            case WRONG -> unauthorized("This is not courier.http.token.");
            case TOO_OFTEN ->
                Decision.refused(WebResponse.text(429, "Wrong token. There were too many wrong tokens before.")
                        .with("Retry-After", "60"));
        };
    }

    private static Decision unauthorized(String message) {
        return Decision.refused(WebResponse.text(401, message)
                .with("WWW-Authenticate", "Basic realm=\"Webhook Courier\", charset=\"UTF-8\""));
    }
}
