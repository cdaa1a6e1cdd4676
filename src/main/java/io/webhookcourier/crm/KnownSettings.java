package io.webhookcourier.crm;

/**
 * A workspace's settings, and how old they are.
 *
 * @param asOfNanos the monotonic clock before their look-up began; they are at least this fresh
 */
public record KnownSettings(CrmSettings settings, long asOfNanos) {}
