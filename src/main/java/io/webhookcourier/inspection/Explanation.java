package io.webhookcourier.inspection;

/**
 * An event's state in words.
 *
 * @param why a sentence: why it is in this state
 * @param next a sentence: what happens to it next
 */
public record Explanation(String why, String next) {}
