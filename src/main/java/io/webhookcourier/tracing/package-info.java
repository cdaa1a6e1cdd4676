/**
 * Spans of deliveries for OpenTelemetry, where an endpoint is configured.
 *
 * <p>Threads: the delivery's; the exporter has its own.
 * <p>Writes: nothing.
 * <p>Called by: {@code service}; Camel calls its decorators.
 */
package io.webhookcourier.tracing;
