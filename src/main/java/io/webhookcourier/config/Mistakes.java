package io.webhookcourier.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the settings of one start, so that a user sees every mistake at once. Not thread-safe. */
final class Mistakes {

    private final List<String> sentences = new ArrayList<>();

    /** @param sentence one line without secrets */
    void add(String sentence) {
        sentences.add(sentence);
    }

    /** @throws ConfigurationException when there is any, with all of them */
    void throwIfAny() {
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(sentences);
        }
    }
}
