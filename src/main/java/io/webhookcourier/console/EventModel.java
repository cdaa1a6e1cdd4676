package io.webhookcourier.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.AttemptLine;
import io.webhookcourier.inspection.EventDetails;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.MomentInWords;
import io.webhookcourier.text.BoundedText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The page of one event. */
public record EventModel(EventDetails details) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** How much an ordinary payload grows by its indentation, and the size up to which it may grow further. */
    private static final int LONGER_AT_MOST = 4;

    private static final int SHORT = 10_000;

    public String moment(Instant moment) {
        return moment == null ? "–" : MomentInWords.full(moment);
    }

    public String shortMoment(Instant moment) {
        return MomentInWords.of(moment, details.now());
    }

    public String duration(AttemptLine attempt) {
        return attempt.durationMillis() == null
                ? ""
                : MomentInWords.duration(Duration.ofMillis(attempt.durationMillis()));
    }

    /** An attempt's words as the beginning of a sentence. */
    public String words(AttemptLine attempt) {
        String words = attempt.inWords();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The payload, indented; as it is when it cannot be read, or when it is so nested that it would be mostly spaces. */
    public String payload() {
        String payload = details.event().payload();
        BoundedText indented = new BoundedText(Math.max(payload.length() * LONGER_AT_MOST, SHORT));
        try {
            MAPPER.writerWithDefaultPrettyPrinter().writeValue(indented, MAPPER.readTree(payload));
            return indented.toString();
        } catch (IOException tooDeep) {
            return payload;
        }
    }

    /** Whether it ended without a request. */
    public boolean skipped() {
        return details.event().status() == EventStatus.SUCCEEDED
                && !details.attempts().isEmpty()
                && details.attempts().get(details.attempts().size() - 1).outcome() == Outcome.SKIPPED;
    }

    /** What a skipped event cannot be is sent again. */
    public String sendLabel() {
        return skipped() ? "Send" : "Send again";
    }

    public boolean canReplay() {
        return details.ours() && details.event().status() != EventStatus.RUNNING;
    }

    /** Whether a replay needs force: its receiver may have had it. */
    public boolean needsForce() {
        return details.event().status() == EventStatus.SUCCEEDED && !skipped()
                || details.attempts().stream().anyMatch(attempt -> attempt.outcome() == Outcome.DELIVERED);
    }
}
