package io.webhookcourier.service;

import io.webhookcourier.claim.ClaimLoop;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.routefiles.FailureNotices;
import io.webhookcourier.routefiles.RouteReloader;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing is claimed and no delivery is under way while routes are exchanged, as far as that can be had in time.
 *
 * @param limit how long deliveries that run are waited for
 */
record DeliveryStandstill(ClaimLoop claims, Dispatcher dispatcher, FailureNotices failureNotices, Duration limit)
        implements RouteReloader.Standstill {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStandstill.class);

    @Override
    public void during(Runnable action) throws InterruptedException {
        claims.suspend();
        try {
            dispatcher.suspend();
            if (!dispatcher.awaitQuiet(limit)) {
                LOG.warn("Some deliveries are still running after {} s; Camel is waiting for them.", limit.toSeconds());
            }
            failureNotices.standStill(action);
        } finally {
            dispatcher.resume();
            claims.resume();
        }
    }
}
