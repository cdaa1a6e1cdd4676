package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayFilter.Ended;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which events a replay of many takes, and how fast. */
final class ReplayChoice {

    @Option(names = "--failed", description = "All events that have failed.")
    private boolean failed;

    @Option(names = "--succeeded", description = "All events that ended in success; needs --force.")
    private boolean succeeded;

    @Option(
            names = "--skipped",
            description = "All events for which nothing was sent, because of the settings of their workspace.")
    private boolean skipped;

    @Option(names = "--workspace", paramLabel = "ID", description = "Of this workspace.")
    private String workspace;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this event type.")
    private String type;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "That ended since then: " + Moment.FORMS + ".")
    private Moment since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "That ended before then.")
    private Moment until;

    @Option(names = "--error", paramLabel = "TEXT", description = "Whose last error holds this text.")
    private String error;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most so many; 10,000 by default.")
    private int limit;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "500",
            description = "So many a second; 1 to 1,000, 500 by default.")
    private int perSecond;

    @Option(names = "--background", description = "A running service does it; this command ends at once.")
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
