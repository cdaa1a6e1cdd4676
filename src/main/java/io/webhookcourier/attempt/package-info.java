/**
 * The third stage: one attempt at one row, from the last look at the lock to the verdict.
 *
 * <p>Job: {@code AttemptRunner} reads top to bottom: re-check, load a large payload, send through the routes, judge, record. The
 * rest is what those steps and the error handling in {@code error-handling.camel.yaml} need.
 * <p>Threads: a delivery thread for the whole attempt.
 * <p>Writes: nothing; it only reads {@code "WebhookEvent"}, {@code courier.pause} and {@code courier.delivered_key}.
 * <p>Called by: {@code dispatch}, once for every row. Calls {@code record} exactly once for every row.
 */
package io.webhookcourier.attempt;
