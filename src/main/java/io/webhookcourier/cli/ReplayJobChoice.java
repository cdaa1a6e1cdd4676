package io.webhookcourier.cli;

import picocli.CommandLine.Option;

/** A job that exists. */
final class ReplayJobChoice {

    @Option(names = "--jobs", description = "Lists the latest bulk replays.")
    private boolean list;

    @Option(names = "--resume", paramLabel = "JOB", description = "Resumes a job that was stopped or interrupted.")
    private Long resume;

    /** Deprecated: the name of {@code --resume} in earlier versions. */
    @Option(names = "--go-on", hidden = true, paramLabel = "JOB")
    private Long goOn;

    @Option(
            names = "--stop",
            paramLabel = "JOB",
            description = "Stops a job; events that it has replayed are not undone.")
    private Long stop;

    boolean given() {
        return list || resume() != null || stop != null;
    }

    /** Null: not asked for. */
    Long resume() {
        return resume == null ? goOn : resume;
    }

    /** Null: not asked for. */
    Long stop() {
        return stop;
    }
}
