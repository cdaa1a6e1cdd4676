package io.webhookcourier.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.web.WebResponse;

/**
 * An error as RFC 9457 tells it.
 *
 * @param status the HTTP status
 * @param name what sort of problem it is; the end of its type
 * @param title the same for every problem of that sort
 * @param detail a sentence about this one: the thing, and what is accepted
 */
record Problem(int status, String name, String title, String detail) {

    private static final String TYPES = "urn:webhook-courier:problem:";

    static Problem invalid(String detail) {
        return new Problem(400, "invalid-request", "The request is not valid", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", "Not found", detail);
    }

    WebResponse response() {
        ObjectNode json = Json.object()
                .put("type", TYPES + name)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return WebResponse.of(status, "application/problem+json", Json.bytes(json));
    }
}
