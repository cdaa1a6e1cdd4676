package io.webhookcourier.database;

import io.webhookcourier.text.OneLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PgBouncer refuses connections with parameters that it does not know; which, and what can be done about it. */
record PgBouncerRefusal(String parameter) {

    private static final Pattern MESSAGE =
            Pattern.compile("unsupported startup parameter(?: in options)?:? \"?(?<name>[\\w.]+)");

    static Optional<PgBouncerRefusal> in(Throwable error) {
        Matcher matcher = MESSAGE.matcher(OneLine.of(error));
        return matcher.find() ? Optional.of(new PgBouncerRefusal(matcher.group("name"))) : Optional.empty();
    }

    /**
     * @param flagged whether the URL has {@code pgbouncer=true} already
     * @param inUrl whether the URL sets the parameter, or options that may
     */
    String advice(boolean flagged, boolean inUrl) {
        if (inUrl) {
            return "PgBouncer does not accept " + parameter + ": remove it from the URL, or add it to"
                    + " ignore_startup_parameters in pgbouncer.ini";
        }
        return flagged
                ? "add " + parameter + " to ignore_startup_parameters in pgbouncer.ini"
                : "for PgBouncer add pgbouncer=true to the URL";
    }
}
