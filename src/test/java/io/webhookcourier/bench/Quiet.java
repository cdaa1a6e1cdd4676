package io.webhookcourier.bench;

import java.util.concurrent.TimeUnit;

/** Waits for the machine to have nothing else to do. */
final class Quiet {

    private static final int TRIES = 10;
    private static final double BUSY_CPUS = 0.15;

    private Quiet() {}

    /** Until one second was quiet, ten seconds at most: the figure "noise" tells what came of it. */
    static void await() throws InterruptedException {
        double before = ProcessTimes.machineBusySeconds();
        for (int i = 0; i < TRIES; i++) {
            TimeUnit.SECONDS.sleep(1);
            double after = ProcessTimes.machineBusySeconds();
            if (after - before < BUSY_CPUS) {
                return;
            }
            before = after;
        }
    }
}
