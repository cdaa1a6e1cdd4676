/**
 * The management port beside Camel's health and metrics: the queue's MBean, Jolokia, and Hawtio with its checks.
 *
 * <p>Threads: Vert.x's workers.
 * <p>Writes: nothing itself; acts go through {@code operations}.
 * <p>Called by: {@code service}.
 */
package io.webhookcourier.management;
