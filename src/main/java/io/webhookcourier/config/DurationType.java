package io.webhookcourier.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A duration between two bounds, both included. */
record DurationType(Duration least, Duration most) implements ValueType<Duration> {

    private static final Pattern NEGATIVE = Pattern.compile("-\\d+(ms|s|m|h|d)?");

    static DurationType between(String least, String most) {
        return new DurationType(DurationText.parse(least), DurationText.parse(most));
    }

    @Override
    public Duration read(String text) {
        Duration duration = DurationText.parse(text);
        if (duration.compareTo(least) < 0) {
            throw new InvalidValueException("below " + DurationText.forPeople(least));
        }
        if (duration.compareTo(most) > 0) {
            throw new InvalidValueException("above " + DurationText.forPeople(most));
        }
        return duration;
    }

    @Override
    public Optional<Duration> floorFor(String text) {
        boolean below =
                NEGATIVE.matcher(text).matches() || DurationText.parse(text).compareTo(least) < 0;
        return below ? Optional.of(least) : Optional.empty();
    }

    @Override
    public String accepted() {
        return "a duration from " + DurationText.forPeople(least) + " to " + DurationText.forPeople(most);
    }

    @Override
    public String write(Duration value) {
        return DurationText.forRoutes(value);
    }
}
