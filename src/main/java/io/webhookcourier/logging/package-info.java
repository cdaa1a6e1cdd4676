/**
 * What the log says, and what it must never say: one line for each attempt and for the start, without secrets, URLs or
 * characters that forge a line.
 *
 * <p>Threads: its callers'.
 * <p>Writes: nothing.
 * <p>Called by: Logback, the recorder as a listener, {@code service}.
 */
package io.webhookcourier.logging;
