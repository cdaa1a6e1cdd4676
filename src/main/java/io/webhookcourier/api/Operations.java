package io.webhookcourier.api;

import io.webhookcourier.operations.Enqueue;
import io.webhookcourier.operations.Pauses;
import io.webhookcourier.operations.Replay;
import io.webhookcourier.operations.ReplaySet;
import io.webhookcourier.operations.StaleRelease;

/** Everything that can be changed through the service's port. */
public record Operations(
        Replay replay, ReplaySet replaySet, Pauses pauses, StaleRelease staleRelease, Enqueue enqueue) {}
