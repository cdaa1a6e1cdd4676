package io.webhookcourier.health;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says a problem once when it begins, once a minute while it lasts, and once when it is over. Not thread-safe.
 */
final class ProblemLog {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);
    private static final Duration REPEATED_EVERY = Duration.ofMinutes(1);

    private record Said(long beganNanos, long atNanos) {}

    private final Map<Problem.Kind, Said> known = new EnumMap<>(Problem.Kind.class);

    /** @param now of the monotonic clock, in nanoseconds */
    void see(List<Problem> problems, long now) {
        Map<Problem.Kind, Problem> present = new HashMap<>();
        problems.forEach(problem -> present.put(problem.kind(), problem));
        for (Problem.Kind kind : Problem.Kind.values()) {
            Problem problem = present.get(kind);
            Said said = known.get(kind);
            if (problem == null && said != null) {
                known.remove(kind);
                long seconds = Duration.ofNanos(now - said.beganNanos()).toSeconds();
                LOG.info("over       {}, after {} s.", over(kind), seconds);
            } else if (problem != null && (said == null || now - said.atNanos() >= REPEATED_EVERY.toNanos())) {
                known.put(kind, new Said(said == null ? now : said.beganNanos(), now));
                LOG.warn("trouble    {}.{}", problem.text(), advice(kind));
            }
        }
    }

    private static String advice(Problem.Kind kind) {
        return switch (kind) {
            case DATABASE -> " No data is lost; retrying every second.";
            case CLAIMS, RECORDS -> " No data is lost; retrying.";
            case ROWS -> "";
        };
    }

    private static String over(Problem.Kind kind) {
        return switch (kind) {
            case DATABASE -> "PostgreSQL accepts connections again";
            case CLAIMS -> "Rows are claimed again";
            case RECORDS -> "Outcomes are recorded again";
            case ROWS -> "Due rows are claimed again";
        };
    }
}
