package io.webhookcourier.bench;

/**
 * How much of everything.
 *
 * @param rows due rows of the drain
 * @param history finished rows of the growth measurement
 * @param memoryRows due rows of the memory measurement
 * @param latencySeconds how long each way of inserting is measured
 * @param slowRows due rows for slow receivers
 * @param tenants workspaces with an endpoint each
 * @param steadySeconds how long the steady rate is measured
 * @param sameWorkRows due rows for each of the workers that are compared
 * @param sameWorkRounds how often each of them runs
 */
record Sizes(
        long rows,
        long history,
        long memoryRows,
        int latencySeconds,
        long slowRows,
        int tenants,
        int steadySeconds,
        long sameWorkRows,
        int sameWorkRounds) {

    /** Everything within ten minutes. */
    static Sizes quick() {
        return new Sizes(100_000, 300_000, 200_000, 8, 16_000, 1_000, 60, 100_000, 1);
    }

    /** Large enough for the compiler to have settled and for tables to be large. */
    static Sizes full() {
        return new Sizes(300_000, 3_000_000, 1_000_000, 20, 40_000, 1_000, 600, 300_000, 3);
    }
}
