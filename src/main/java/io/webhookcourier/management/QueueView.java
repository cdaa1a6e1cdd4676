package io.webhookcourier.management;

import io.webhookcourier.metrics.CourierMetrics;
import io.webhookcourier.metrics.LatestQueueReading;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the MBean of the queue shows.
 *
 * @param worker this worker's name
 * @param inFlight deliveries that run now
 * @param routesProblem what is wrong with the route files, or null
 */
public record QueueView(
        String worker,
        LatestQueueReading queueReading,
        CourierMetrics metrics,
        IntSupplier inFlight,
        Supplier<String> routesProblem) {}
