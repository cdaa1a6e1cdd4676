package io.webhookcourier.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookcourier.worker.Trouble;

/** What does not work, for alarms. */
public final class TroubleMetrics {

    private TroubleMetrics() {}

    /** Adds the meters to the registry. */
    public static void register(MeterRegistry registry, Trouble trouble, WorkWatch watch) {
        FunctionCounter.builder("courier.claim.failures", trouble, Trouble::claimFailures)
                .description("Failed claims: the database is unavailable or refuses every row")
                .register(registry);
        FunctionCounter.builder("courier.record.failures", trouble, Trouble::recordFailures)
                .description("Failed records, which are retried")
                .register(registry);
        FunctionCounter.builder("courier.rows.refused", trouble, Trouble::rowsRefused)
                .description("Rows that the database refused while it accepted others")
                .register(registry);
        Gauge.builder("courier.rows.locked", watch, WorkWatch::lockedRows)
                .description("How many of the 50 oldest due rows another session has locked, while the oldest is late")
                .strongReference(true)
                .register(registry);
        for (Problem.Kind kind : Problem.Kind.values()) {
            Gauge.builder("courier.problem", watch, current -> count(current, kind))
                    .tag("what", kind.label())
                    .description("1 while this problem keeps this worker from delivering")
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static long count(WorkWatch watch, Problem.Kind kind) {
        return watch.problems().stream()
                .filter(problem -> problem.kind() == kind)
                .count();
    }
}
