package io.webhookcourier.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a request says, in parameters or in a JSON body, by name. A name that is not known here is refused, so that a
 * filter with a slip of the pen does not match everything.
 */
final class Input {

    static final String ALL = "all";

    private static final int LONGEST_TEXT = 10_000;

    /** What PostgreSQL stores has a wider range than any meaningful value. */
    private static final int LAST_YEAR = 9999;

    private final ObjectNode values;

    private Input(ObjectNode values, List<String> known) {
        values.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ProblemException.invalid("unknown parameter \"" + name + "\"; "
                        + (known.isEmpty() ? "none is accepted" : "accepted are " + String.join(", ", known)));
            }
        });
        this.values = values;
    }

    static Input ofParameters(WebRequest request, String... known) {
        ObjectNode values = Json.object();
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            values.put(parameter.getKey(), parameter.getValue());
        }
        return new Input(values, List.of(known));
    }

    /** Of a JSON body; an empty one says nothing. */
    static Input ofBody(WebRequest request, String... known) {
        if (!request.parameters().isEmpty()) {
            throw ProblemException.invalid("URL parameters are not accepted here; send a JSON body");
        }
        if (request.body().length == 0) {
            return new Input(Json.object(), List.of(known));
        }
        // A body of another type is never taken for none: that would be a request without limits. Also a line of
        // defence: another site's form cannot send this type.
        if (!request.hasContentType("application/json")) {
            throw new ProblemException(new Problem(
                    415,
                    "unsupported-media-type",
                    "Unsupported media type",
                    "send the body as Content-Type: application/json"));
        }
        return new Input(Json.readObject(request.body()), List.of(known));
    }

    /** Null when it is absent, null or empty. */
    String text(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > LONGEST_TEXT) {
            throw ProblemException.invalid(name + ": a text of at most " + LONGEST_TEXT + " characters is accepted");
        }
        if (value.textValue().indexOf('\0') >= 0) {
            throw ProblemException.invalid(name + ": a text without the character NUL is accepted");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
            throw ProblemException.invalid(name + ": half of a surrogate pair is not accepted");
        }
        return value.textValue().isEmpty() ? null : value.textValue();
    }

    /** Null when it is absent. */
    Instant moment(String name) {
        String text = text(name);
        try {
            return text == null ? null : withinDates(name, OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            throw ProblemException.invalid(
                    name + ": a moment such as 2026-03-01T10:00:00Z is accepted, with a zone or Z");
        }
    }

    private static Instant withinDates(String name, OffsetDateTime moment) {
        int year = moment.withOffsetSameInstant(ZoneOffset.UTC).getYear();
        if (year < 1 || year > LAST_YEAR) {
            throw ProblemException.invalid(name + ": a moment of the years 1 to " + LAST_YEAR + " is accepted");
        }
        return moment.toInstant();
    }

    /**
     * Whether the request means everything, which it must say: {@code "all": true}, or the limits that it has.
     *
     * @param limited whether it names any limit
     * @param limits what they are called, for a refusal
     */
    void requireScope(boolean limited, String limits) {
        boolean all = flag(ALL);
        if (all == limited) {
            throw ProblemException.invalid(
                    all
                            ? ALL + ": true is accepted without " + limits
                            : limits + " is missing; for everything send {\"" + ALL + "\": true}");
        }
    }

    boolean flag(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(false);
        }
        throw ProblemException.invalid(name + ": true or false is accepted");
    }

    int number(String name, int otherwise) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (value.isTextual() && value.textValue().matches("\\d{1,9}")) {
            return Integer.parseInt(value.textValue());
        }
        if (value.isInt()) {
            return value.intValue();
        }
        throw ProblemException.invalid(name + ": a whole number is accepted");
    }

    /** The JSON object of this name as text, or null when it is absent. */
    String object(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw ProblemException.invalid(name + ": a JSON object is accepted");
        }
        return value.toString();
    }

    /** @throws ProblemException when it is absent or blank */
    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw ProblemException.invalid(name + " is missing");
        }
        return text;
    }
}
