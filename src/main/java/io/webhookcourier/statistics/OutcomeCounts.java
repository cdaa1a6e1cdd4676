package io.webhookcourier.statistics;

import io.webhookcourier.delivery.Outcome;

/** Attempts by outcome. Not thread-safe. */
final class OutcomeCounts {

    private long delivered;
    private long retried;
    private long failed;
    private long notSent;

    /** A released row was not attempted, and is not counted. */
    void add(Outcome outcome) {
        switch (outcome) {
            case DELIVERED -> delivered++;
            case RETRY -> retried++;
            case FAILED -> failed++;
            case SKIPPED, DUPLICATE -> notSent++;
            case RELEASED -> {}
        }
    }

    void add(OutcomeCounts other) {
        delivered += other.delivered;
        retried += other.retried;
        failed += other.failed;
        notSent += other.notSent;
    }

    long delivered() {
        return delivered;
    }

    long retried() {
        return retried;
    }

    long failed() {
        return failed;
    }

    long notSent() {
        return notSent;
    }
}
