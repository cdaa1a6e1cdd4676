package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.HashMap;
import java.util.Map;

/** Lets in who knows {@code courier.http.token} or {@code courier.http.read-token}. */
final class Login {

    private final TokenCheck token;
    private final Sessions sessions;
    private final Renderer renderer;

    Login(TokenCheck token, Sessions sessions, Renderer renderer) {
        this.token = token;
        this.sessions = sessions;
        this.renderer = renderer;
    }

    /** @param target the path on this host, with its query, that the browser asked for */
    WebResponse form(String target) {
        return form(401, null, target);
    }

    WebResponse logIn(WebRequest request) {
        String target = LocalPath.of(request.form().get("target"));
        return switch (token.check(request.form().get("token"), request.remoteAddress())) {
            case READS_ONLY -> loggedIn(request, target, sessions.createReadOnly());
            case PASSED -> loggedIn(request, target, sessions.create());
            case MISSING, WRONG -> form(401, "Wrong token.", target);
            case TOO_OFTEN ->
                form(429, "Wrong token. There were too many wrong tokens from your address.", target)
                        .with("Retry-After", "60");
        };
    }

    private static WebResponse loggedIn(WebRequest request, String target, String session) {
        return WebResponse.seeOther(target).with("Set-Cookie", Sessions.cookie(session, request));
    }

    private WebResponse form(int status, String problem, String target) {
        Map<String, Object> given = new HashMap<>();
        given.put("page", new Page(Tab.NONE, "", false, null, null, ""));
        given.put("problem", problem);
        given.put("target", target);
        return renderer.page(status, "login", given);
    }
}
