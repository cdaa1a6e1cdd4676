package io.webhookcourier.config;

/**
 * One setting as it is in effect, for people.
 *
 * @param value null when there is none, and always for a confidential key
 * @param set whether there is a value
 * @param changed whether it was given and differs from the default
 * @param source {@code default}, the properties file, or {@code environment variable NAME}
 */
public record SettingLine(
        String key, String value, boolean set, boolean confidential, boolean changed, String source) {}
