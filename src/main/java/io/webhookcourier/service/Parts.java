package io.webhookcourier.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of the service, which are stopped in the reverse order of their start. Not thread-safe. */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final BooleanSupplier stopping;
    private final Deque<Part> started = new ArrayDeque<>();

    /** @param stopping whether the process was asked to end, so that the rest of the start is left out */
    Parts(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /**
     * Starts the part; it is stopped before everything that was started earlier.
     *
     * @throws StartAbandonedException when the process was asked to end
     */
    <T extends Part> T start(T part) throws Exception {
        started.push(part);
        requireNotStopping();
        part.start();
        return part;
    }

    /** @throws StartAbandonedException when the process was asked to end */
    void requireNotStopping() {
        if (stopping.getAsBoolean()) {
            throw new StartAbandonedException();
        }
    }

    /** Stops what was started, also where the start failed or the stop of another part does. */
    void stop(StopTime time) {
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.stop(time);
            } catch (RuntimeException e) {
                LOG.warn("A part of the service did not stop as it should", e);
            }
        }
    }
}
