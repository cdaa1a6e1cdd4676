package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayFilter.Ended;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which events a replay of many takes, and how fast. */
final class ReplayChoice {

    @Option(names = "--failed", description = "All failed events.")
    private boolean failed;

    @Option(names = "--succeeded", description = "All succeeded events; needs --force.")
    private boolean succeeded;

    @Option(
            names = "--skipped",
            description = "All skipped events: nothing was sent, because of their workspace's settings.")
    private boolean skipped;

    @Option(names = "--workspace", paramLabel = "ID", description = "Only this workspace.")
    private String workspace;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this event type.")
    private String type;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "Only events that ended since then: " + Moment.FORMS + ".")
    private Moment since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "Only events that ended before then.")
    private Moment until;

    @Option(names = "--error", paramLabel = "TEXT", description = "Only events whose last error contains TEXT.")
    private String error;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Maximum number of events; 10,000 by default.")
    private int limit;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "500",
            description = "Events per second, 1 to 1,000; 500 by default.")
    private int perSecond;

    @Option(names = "--background", description = "Leaves the work to a running service and exits at once.")
    private boolean background;

    boolean given() {
        return failed || succeeded || skipped;
    }

    /** Whether anything was said that needs many. */
    boolean refined() {
        return workspace != null || type != null || since != null || until != null || error != null || background;
    }

    boolean severalKinds() {
        return Stream.of(failed, succeeded, skipped).filter(chosen -> chosen).count() > 1;
    }

    boolean background() {
        return background;
    }

    ReplayFilter filter() {
        return new ReplayFilter(
                failed ? Ended.FAILED : skipped ? Ended.SKIPPED : Ended.SUCCEEDED,
                workspace,
                type,
                Moment.orNull(since),
                Moment.orNull(until),
                error);
    }

    ReplayBounds bounds() {
        return new ReplayBounds(limit, perSecond);
    }
}
