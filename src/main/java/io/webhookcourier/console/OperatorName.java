package io.webhookcourier.console;

import io.webhookcourier.text.OneLine;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What an operator calls themselves: typed once into a form, and kept in a cookie for the forms that do not ask. */
final class OperatorName {

    private static final String FIELD = "by";
    private static final String COOKIE = "courier_name";
    private static final Duration KEPT = Duration.ofDays(365);
    private static final int LONGEST = 100;

    private OperatorName() {}

    /** The name in the form, else the one that was typed before; empty without one. */
    static String of(WebRequest request) {
        String typed = request.isSafe() ? null : request.form().get(FIELD);
        return typed == null ? request.cookie(COOKIE).map(OperatorName::decoded).orElse("") : cleaned(typed);
    }

    /** The response that has the browser keep what was typed. */
    static WebResponse remembered(WebRequest request, WebResponse response) {
        if (!request.form().containsKey(FIELD)) {
            return response;
        }
        return response.with(
                "Set-Cookie", Cookie.header(COOKIE, URLEncoder.encode(of(request), StandardCharsets.UTF_8), KEPT));
    }

    private static String decoded(String cookie) {
        try {
            return cleaned(URLDecoder.decode(cookie, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }

    /** One line without control characters: it goes into the log, too. */
    private static String cleaned(String name) {
        String line = OneLine.withoutControls(name);
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
