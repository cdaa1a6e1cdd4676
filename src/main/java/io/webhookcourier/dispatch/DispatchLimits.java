package io.webhookcourier.dispatch;

/**
 * How much a dispatcher takes on.
 *
 * @param concurrency deliveries at a time, all lanes
 * @param concurrencyPerLane deliveries at a time of one lane
 * @param batchSize rows of one claim at most
 */
public record DispatchLimits(int concurrency, int concurrencyPerLane, int batchSize) {}
