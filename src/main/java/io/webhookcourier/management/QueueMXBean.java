package io.webhookcourier.management;

import java.util.Map;

/** The MBean {@code io.webhookcourier:type=Queue}: the figures of the contract's metrics (contract, section 10). */
@Description("The queue of this service and what this worker does with it")
public interface QueueMXBean {

    @Description("This worker's name, as in lockedBy")
    String getWorker();

    @Description("Rows by status, as of a few seconds ago; -1 before the first look")
    Map<String, Long> getRows();

    @Description("PENDING rows that are due")
    long getDue();

    @Description("PENDING rows that wait for their time")
    long getWaiting();

    @Description("How long the oldest due row has been due, in seconds; -1 before the first look")
    double getOldestDueSeconds();

    @Description("Deliveries that run in this worker now")
    int getInFlight();

    @Description("Attempts of this worker since its start, by what they came to")
    Map<String, Long> getAttempts();

    @Description("Rows of dead or stuck workers that this worker has released since its start")
    long getLocksReleased();

    @Description("Rows that were taken from this worker before their outcome was recorded, since its start")
    long getLocksLost();

    @Description("What is wrong with the route files, or empty when they are what runs")
    String getRoutesProblem();
}
