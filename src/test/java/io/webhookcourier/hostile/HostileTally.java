package io.webhookcourier.hostile;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What a run was made of, counted by all its threads. */
final class HostileTally {

    private final Map<String, LongAdder> values = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder taken = new LongAdder();

    /** @param family of a generated value */
    void value(String family) {
        values.computeIfAbsent(family, any -> new LongAdder()).increment();
    }

    void taken(HostileEvent.Way way) {
        taken.increment();
        answer(way + " taken");
    }

    /** @param reason a SQLSTATE, a status, or that it is a repetition */
    void refused(HostileEvent.Way way, String reason) {
        answer(way + " " + reason);
    }

    long taken() {
        return taken.sum();
    }

    /** How many values of which family. */
    Map<String, LongAdder> values() {
        return values;
    }

    /** How many events each way took, and refused for which reason. */
    Map<String, LongAdder> answers() {
        return answers;
    }

    private void answer(String text) {
        answers.computeIfAbsent(text, any -> new LongAdder()).increment();
    }
}
