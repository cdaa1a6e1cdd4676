package io.webhookcourier.cli;

import io.webhookcourier.config.Settings;
import io.webhookcourier.operations.AuditTrail;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.Purge;
import io.webhookcourier.operations.RetentionKind;
import io.webhookcourier.operations.RetentionPeriods;
import io.webhookcourier.text.Counted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Retention by hand: what a running service does automatically. */
@Command(
        name = "purge",
        description = "Removes attempts, delivered keys and succeeded events that are past their retention"
                + " (courier.retention.…), in small steps that do not disturb deliveries. A running service does so"
                + " automatically.",
        mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {

    /** The pause before the next step, as a multiple of the time that the last one took. */
    private static final int RESTS = 2;

    @Option(names = "--dry-run", description = "Counts what would be removed, and changes nothing.")
    private boolean dryRun;

    @Mixin
    private OperatorOptions operator;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws SQLException {
        try (Session session = Session.open()) {
            Settings.Retention kept = session.settingsInUse().retention();
            Operator by = operator.operator();
            Purge purge = new Purge(
                    session.pool(),
                    session.statements(),
                    new RetentionPeriods(kept.attempts(), kept.keys(), kept.succeeded()),
                    session.providers(),
                    by.name());
            Map<String, Long> rows = new LinkedHashMap<>();
            boolean busy = false;
            for (RetentionKind kind : RetentionKind.values()) {
                long removed = work(purge, kind);
                if (removed > 0 && !dryRun) {
                    new AuditTrail(session.pool())
                            .record(by, "purge", "table:" + purge.table(kind), Map.of("removed", removed));
                }
                busy |= removed < 0;
                rows.put(kind.key(), removed < 0 ? null : removed);
            }
            if (output.json()) {
                output.printJson(Map.of("dryRun", dryRun, "rows", rows));
            }
            return busy ? ExitCode.REFUSED : ExitCode.DONE;
        }
    }

    /** @return the rows, or -1 when another runner is at it */
    private long work(Purge purge, RetentionKind kind) throws SQLException {
        if (!purge.kinds().contains(kind)) {
            tell(kind, "off, so nothing is removed from " + purge.table(kind) + ".");
            return 0;
        }
        if (dryRun) {
            long rows = purge.count(kind);
            tell(kind, Counted.of(rows, "row") + " of " + purge.table(kind) + " would be removed.");
            return rows;
        }
        return remove(purge, kind);
    }

    private long remove(Purge purge, RetentionKind kind) throws SQLException {
        Terminal terminal = new Terminal(output.err());
        long removed = 0;
        Purge.Step step;
        do {
            long began = System.nanoTime();
            step = purge.stepNow(kind);
            removed += step.removed();
            if (step.outcome() == Purge.Outcome.WORKED) {
                terminal.progress(kind.key() + ": " + Counted.of(removed, "row") + " removed");
                Terminal.rest(Duration.ofNanos(RESTS * (System.nanoTime() - began)));
            }
        } while (step.outcome() == Purge.Outcome.WORKED);
        terminal.progressEnds();
        boolean busy = step.outcome() == Purge.Outcome.BUSY;
        tell(
                kind,
                Counted.of(removed, "row") + " of " + purge.table(kind) + " removed"
                        + (busy ? "; a running service continues." : "."));
        return busy && removed == 0 ? -1 : removed;
    }

    private void tell(RetentionKind kind, String sentence) {
        if (!output.json()) {
            output.out().println(kind.key() + ": " + sentence);
        }
    }
}
