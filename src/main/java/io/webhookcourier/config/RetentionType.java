package io.webhookcourier.config;

import java.time.Duration;
import java.util.Optional;

/** How long something is kept: a duration, or {@code off} (empty) for ever. */
record RetentionType(DurationType duration) implements ValueType<Optional<Duration>> {

    private static final String OFF = "off";

    @Override
    public Optional<Duration> read(String text) {
        return OFF.equals(text) ? Optional.empty() : Optional.of(duration.read(text));
    }

    @Override
    public String accepted() {
        return duration.accepted() + ", or off to keep them for ever";
    }

    @Override
    public String write(Optional<Duration> value) {
        return value.map(DurationText::forRoutes).orElse(OFF);
    }
}
