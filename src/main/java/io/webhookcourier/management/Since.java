package io.webhookcourier.management;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people write it: {@code 2h} for two hours ago, or {@code 2026-11-23T14:00:00Z}. */
final class Since {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Since() {}

    /**
     * @return null for a blank text
     * @throws IllegalArgumentException for anything else
     */
    static Instant read(String text, InstantSource clock) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher ago = AGO.matcher(text.strip());
        if (ago.matches()) {
            return clock.instant().minus(UNITS.get(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
        }
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "since is neither how long ago, as 30m, 2h or 7d, nor a moment as 2026-11-23T14:00:00Z");
        }
    }
}
