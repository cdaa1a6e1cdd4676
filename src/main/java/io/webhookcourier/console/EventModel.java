package io.webhookcourier.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.AttemptLine;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.EventStory;
import io.webhookcourier.inspection.MomentInWords;
import java.time.Duration;
import java.time.Instant;

/** The page of one event. */
public record EventModel(EventStory story) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public String moment(Instant moment) {
        return moment == null ? "–" : MomentInWords.full(moment);
    }

    public String shortMoment(Instant moment) {
        return MomentInWords.of(moment, story.now());
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

    /** The payload, indented; as it is when it cannot be read. */
    public String payload() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(MAPPER.readTree(story.event().payload()));
        } catch (JsonProcessingException tooDeep) {
            return story.event().payload();
        }
    }

    /** Whether it ended without a request. */
    public boolean skipped() {
        return story.event().status() == EventStatus.SUCCEEDED
                && !story.attempts().isEmpty()
                && story.attempts().get(story.attempts().size() - 1).outcome() == Outcome.SKIPPED;
    }

    public boolean canReplay() {
        return story.ours() && story.event().status() != EventStatus.RUNNING;
    }

    /** Whether a replay needs force: its receiver may have had it. */
    public boolean needsForce() {
        return story.event().status() == EventStatus.SUCCEEDED && !skipped()
                || story.attempts().stream().anyMatch(attempt -> attempt.outcome() == Outcome.DELIVERED);
    }
}
