package io.webhookcourier.config;

/**
 * What a user gave for a key.
 *
 * @param text trimmed; empty means the default
 * @param variable the environment variable it came from, or null for the file or the default
 */
record Given(String text, String variable) {

    static final Given NOTHING = new Given("", null);
}
