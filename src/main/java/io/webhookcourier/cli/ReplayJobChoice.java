package io.webhookcourier.cli;

import picocli.CommandLine.Option;

/** A job that exists. */
final class ReplayJobChoice {

    @Option(names = "--jobs", description = "Lists the latest replays of many.")
    private boolean list;

    @Option(names = "--go-on", paramLabel = "JOB", description = "Goes on with a job that was stopped or interrupted.")
    private Long goOn;

    @Option(names = "--stop", paramLabel = "JOB", description = "Stops a job; what it has replayed stays so.")
    private Long stop;

    boolean given() {
        return list || goOn != null || stop != null;
    }

    /** Null: not asked for. */
    Long goOn() {
        return goOn;
    }

    /** Null: not asked for. */
    Long stop() {
        return stop;
    }
}
