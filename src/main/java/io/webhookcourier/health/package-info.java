/**
 * Whether this worker works: the health checks, and the watch over what keeps it from delivering.
 *
 * <p>Threads: {@code courier-watch}; health checks run on the caller's.
 * <p>Writes: {@code courier.worker_trouble}.
 * <p>Called by: Camel's health registry, {@code service}.
 */
package io.webhookcourier.health;
