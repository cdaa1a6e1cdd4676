package io.webhookcourier.operations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long rows are kept; null: forever. */
public record RetentionPeriods(Duration attempts, Duration keys, Duration succeeded) {

    /** How long things of this kind are kept, or empty: forever. */
    public Optional<Duration> of(RetentionKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case ATTEMPTS -> attempts;
                    case KEYS -> keys;
                    case SUCCEEDED -> succeeded;
                });
    }

    /** What is not kept forever. */
    public List<RetentionKind> limited() {
        return Stream.of(RetentionKind.values())
                .filter(kind -> of(kind).isPresent())
                .toList();
    }
}
