/**
 * Everything by which a person, or time, changes rows: replay, pause, release of locks, retention, enqueueing, each with its
 * audit. Plain JDBC: a running service uses it, and so does the command line without one.
 *
 * <p>Threads: its callers'.
 * <p>Writes: {@code "WebhookEvent"}, {@code courier.audit}, {@code courier.delivered_key}, {@code courier.delivery_attempt},
 * {@code courier.pause}, {@code courier.replay_job}, {@code courier.retention}, {@code courier.worker} (of dead workers).
 * <p>Called by: {@code api}, {@code console}, {@code management}, {@code cli}, {@code maintenance}.
 */
package io.webhookcourier.operations;
