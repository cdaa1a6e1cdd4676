/**
 * What a newcomer sees on the embedded database: a sample workspace with three events, and a receiver for them on this
 * process's own port. {@code courier.demo=false} leaves nothing of it.
 *
 * <p>Writes: its own rows in {@code "WebhookEvent"} and {@code "WorkspaceSettings"}; when it is removed, also theirs in
 * {@code courier.delivered_key} and {@code courier.delivery_attempt}.
 */
package io.webhookcourier.demo;
