/**
 * This process as one of several workers: who it is, whether it lives, how long its lease holds, and which others are dead.
 *
 * <p>Threads: {@code courier-heartbeat}, with a connection of its own.
 * <p>Writes: {@code courier.worker}.
 * <p>Called by: every stage that asks for the lease or makes an owner token; {@code maintenance} for the heartbeats of others.
 */
package io.webhookcourier.worker;
