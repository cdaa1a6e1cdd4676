package io.webhookcourier.console;

import io.webhookcourier.config.Secret;
import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.time.InstantSource;
import java.util.Optional;

/** Lets in every request that only looks, if only to see the login, and the forms of those who have logged in. */
public final class ConsoleDoor implements HeadCheck {

    private final TokenCheck token;
    private final Sessions sessions;

    /**
     * @param secret what {@code token} compares with; null where none is set
     * @param clock ends sessions
     */
    public ConsoleDoor(TokenCheck token, Secret secret, InstantSource clock) {
        this.token = token;
        this.sessions = new Sessions(secret, clock);
    }

    @Override
    public Optional<WebResponse> refusal(WebRequest head) {
        boolean welcome = !token.required()
                || head.isSafe()
                || head.path().equals(ConsoleRoute.LOG_IN.path())
                || sessions.of(head).isPresent();
        return welcome ? Optional.empty() : Optional.of(WebResponse.seeOther(ConsoleRoute.LOGIN_FORM.path()));
    }

    /** Whether a browser asks for a page and its user has logged in. */
    public boolean isPageOfVisitor(WebRequest head) {
        String accepted = head.headerValue("Accept");
        return head.method().equals("GET")
                && accepted != null
                && accepted.contains("text/html")
                && sessions.of(head).isPresent();
    }

    TokenCheck token() {
        return token;
    }

    Sessions sessions() {
        return sessions;
    }
}
