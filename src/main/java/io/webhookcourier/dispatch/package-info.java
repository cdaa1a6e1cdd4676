/**
 * The second stage: which claimed row is attempted next, on which thread, within the limits of its lane.
 *
 * <p>Job: slots, lanes and their turns, how many rows may be claimed ahead. Knows nothing of Camel, HTTP or statements.
 * <p>Threads: those of its callers, under one lock; it starts the delivery threads ({@code courier-delivery-*}, virtual ones
 * on Java 21 and newer), each of which then takes one row after the other.
 * <p>Writes: nothing.
 * <p>Called by: {@code claim} (plan, accept), the recording listener (settled), {@code service} (suspend, stop).
 */
package io.webhookcourier.dispatch;
