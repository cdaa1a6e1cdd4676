/**
 * The last stage: makes the outcomes of attempts durable, many in one statement.
 *
 * <p>Job: {@code Recorder} collects and repeats, {@code RecordWriter} writes, {@code OutcomeWrites} halves a batch that the
 * database refuses. Listeners learn of an outcome only when it is committed.
 * <p>Threads: {@code courier-recorder}.
 * <p>Writes: {@code "WebhookEvent"}, {@code courier.delivery_attempt}, {@code courier.delivered_key}.
 * <p>Called by: {@code attempt}; {@code claim} and {@code service} for rows that are released unsent.
 */
package io.webhookcourier.record;
