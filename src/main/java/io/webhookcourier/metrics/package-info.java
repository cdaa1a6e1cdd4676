/**
 * What Prometheus reads: counters of deliveries and routes, and gauges of the queue.
 *
 * <p>Threads: the recorder's for counters, a timer's for gauges.
 * <p>Writes: nothing.
 * <p>Called by: the recorder as a listener, {@code maintenance}, Camel's metrics endpoint.
 */
package io.webhookcourier.metrics;
