package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.HashMap;
import java.util.Map;

/** Lets in who knows {@code courier.http.token}. */
final class Login {

    private final TokenCheck token;
    private final Sessions sessions;
    private final Renderer renderer;

    Login(TokenCheck token, Sessions sessions, Renderer renderer) {
        this.token = token;
        this.sessions = sessions;
        this.renderer = renderer;
    }

    WebResponse form() {
        return form(401, null);
    }

    WebResponse logIn(WebRequest request) {
        return switch (token.check(request.form().get("token"), request.remoteAddress())) {
            case PASSED -> WebResponse.seeOther("/").with("Set-Cookie", Sessions.cookie(sessions.create(), request));
            case MISSING, WRONG -> form(401, "That is not the token.");
            case TOO_OFTEN ->
                form(429, "That is not the token. Too many wrong ones came from your address.")
                        .with("Retry-After", "60");
        };
    }

    private WebResponse form(int status, String problem) {
        Map<String, Object> given = new HashMap<>();
        given.put("page", new Page(Tab.NONE, "", false, null));
        given.put("problem", problem);
        return renderer.page(status, "login", given);
    }
}
