package io.webhookcourier.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What to try next, as commands that work as they are printed.
 *
 * @param url where the demo is, {@code http://127.0.0.1:8080}
 * @param psql a command line of psql for the embedded database
 * @param withToken whether callers must present the token
 */
record Hints(String url, String psql, boolean withToken) {

    private static final String ATTEMPTS = "SELECT webhook_event_id, attempt, outcome, status_code, error"
            + " FROM courier.delivery_attempt ORDER BY started_at";

    List<String> lines() {
        String curl = withToken ? "curl -H \"Authorization: Bearer $COURIER_HTTP_TOKEN\"" : "curl";
        List<String> lines = new ArrayList<>();
        lines.add("Try next, in another terminal in this folder:");
        lines.add("- send one more event:      " + curl + " -X POST " + url + Demo.EVENTS);
        lines.add("- see one fail:             " + curl + " -X POST '" + url + Demo.EVENTS + "?answer="
                + SampleAnswer.REFUSED.word() + "'");
        lines.add("- see what was received:    " + curl + " " + url + Demo.REQUESTS);
        lines.add("- read the attempt log:     " + psql + " -c '" + ATTEMPTS + "'");
        lines.add("Your own database: set DATABASE_URL, see README.md. Without the demo: COURIER_DEMO=false.");
        return lines;
    }
}
