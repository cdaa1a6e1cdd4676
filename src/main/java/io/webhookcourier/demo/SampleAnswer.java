package io.webhookcourier.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the demo receiver answers a lead; the beginning of the lead's id says which it is. */
enum SampleAnswer {
    /** Taken at once. */
    ACCEPTED,
    /** Refused once with 503, which is worth another attempt, then taken. */
    BUSY,
    /** Refused with 422, which no further attempt would change. */
    REFUSED;

    private static final String LEAD = "lead-";

    /** The name that people use for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The id of a lead that is answered so. */
    String leadId(String suffix) {
        return LEAD + word() + "-" + suffix;
    }

    static Optional<SampleAnswer> of(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.word().equals(word))
                .findFirst();
    }

    /** Leads of other events are accepted. */
    static SampleAnswer ofLead(String leadId) {
        return Arrays.stream(values())
                .filter(answer -> leadId.startsWith(LEAD + answer.word()))
                .findFirst()
                .orElse(ACCEPTED);
    }

    /** All words, for a message that says what is accepted. */
    static String words() {
        return Arrays.stream(values()).map(SampleAnswer::word).collect(Collectors.joining(", "));
    }
}
