/**
 * The first stage of a row's life: finds due rows and makes them this worker's.
 *
 * <p>Job: when to claim ({@code ClaimLoop}), how (the route {@code claim-due-events}, one statement), which rows to leave out
 * because the database refuses them, and what to undo when a claim's answer is lost.
 * <p>Threads: {@code courier-claims}; {@code courier-wake-up} waits for PostgreSQL's NOTIFY.
 * <p>Writes: {@code "WebhookEvent"}, and {@code courier.delivery_attempt} for a row that it has to fail.
 * <p>Called by: {@code service}, which starts and stops it. Hands rows to {@code dispatch}, and what it releases to
 * {@code record}.
 */
package io.webhookcourier.claim;
