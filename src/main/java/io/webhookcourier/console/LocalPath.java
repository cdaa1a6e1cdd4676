package io.webhookcourier.console;

import io.webhookcourier.web.WebRequest;
import java.util.regex.Pattern;

/** Where a browser may be sent after a form: to a page of this console, never to another host. */
final class LocalPath {

    private static final int LONGEST = 2_000;

    /** One slash first: two, or a backslash, would begin a host's name. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");

    private LocalPath() {}

    /** The path itself where it is one of this host, else that of the overview. */
    static String of(String given) {
        return given == null
                        || given.length() > LONGEST
                        || !LOCAL.matcher(given).matches()
                ? "/"
                : given;
    }

    /** The page that a request asks for. */
    static String of(WebRequest request) {
        boolean page = request.isSafe()
                && !request.path().equals(ConsoleRoute.LOGIN_FORM.path())
                && !request.path().equals(ConsoleRoute.LIVE.path());
        return of(page ? request.path() + (request.query() == null ? "" : "?" + request.query()) : null);
    }
}
