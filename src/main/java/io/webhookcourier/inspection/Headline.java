package io.webhookcourier.inspection;

import java.time.Duration;
import java.util.List;

/**
 * The health of deliveries, in a sentence or two: the first line of the console and of the command {@code status}.
 *
 * @param mood what its colour says
 */
public record Headline(Mood mood, String text) {

    /** How good the news is. */
    public enum Mood {
        GOOD,
        /** Worth a look, or paused on purpose. */
        PAUSED,
        /** Needs action. */
        BAD
    }

    /** From when on a due event is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** The latest attempts are those of this many minutes, the current one included. */
    private static final int LATEST_MINUTES = 10;

    /** Fewer attempts are not enough for a general statement. */
    private static final int FEWEST_ATTEMPTS = 3;

    static Headline of(Overview overview) {
        String trouble = trouble(overview.workers());
        if (!trouble.isEmpty()) {
            return new Headline(Mood.BAD, trouble);
        }
        if (overview.pauseOfEverything().isPresent()) {
            return new Headline(Mood.PAUSED, "All deliveries are paused.");
        }
        if (overview.workersAlive() == 0) {
            return new Headline(Mood.BAD, "No worker is running: nothing is delivered.");
        }
        String waiting = overview.duePaused().inWords();
        String failing = failing(overview.lastHour());
        if (overview.oldestDueFor().compareTo(LATE) > 0) {
            return new Headline(
                    Mood.BAD,
                    "Deliveries are behind: the oldest due event has waited for "
                            + MomentInWords.duration(overview.oldestDueFor()) + sentence(failing, ", and ")
                            + sentence(waiting, ". ") + ".");
        }
        boolean stale = !overview.stale().isZero();
        String good = stale ? "Deliveries continue, but " + stale(overview.stale()) : "Deliveries are on time";
        return new Headline(
                stale || !failing.isEmpty() ? Mood.PAUSED : Mood.GOOD,
                good + sentence(failing, stale ? ", and " : ", but ")
                        + sentence(waiting, failing.isEmpty() ? "; " : ". ") + ".");
    }

    /** What a worker in trouble says of itself; by name where others deliver. */
    static String trouble(List<WorkerLine> workers) {
        return workers.stream()
                .filter(worker -> worker.trouble() != null)
                .findFirst()
                .map(worker -> {
                    boolean othersDeliver =
                            workers.stream().anyMatch(other -> other.alive() && other.trouble() == null);
                    String words = worker.trouble();
                    return othersDeliver
                            ? "Worker " + worker.instanceId() + " does not deliver: " + words + "."
                            : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
                })
                .orElse("");
    }

    private static String stale(Count locks) {
        return locks.number() == 1 && !locks.more() ? "1 lock is stale" : locks + " locks are stale";
    }

    /** {@code 6 of the last 9 attempts failed}, or nothing when most of them did not. */
    private static String failing(List<MinuteOutcomes> lastHour) {
        List<MinuteOutcomes> latest = lastHour.subList(Math.max(0, lastHour.size() - LATEST_MINUTES), lastHour.size());
        long failed = latest.stream()
                .mapToLong(minute -> minute.retried() + minute.failed())
                .sum();
        long attempts =
                failed + latest.stream().mapToLong(MinuteOutcomes::delivered).sum();
        boolean most = attempts >= FEWEST_ATTEMPTS && 2 * failed > attempts;
        return most ? failed + " of the last " + attempts + " attempts failed" : "";
    }

    private static String sentence(String words, String before) {
        return words.isEmpty() ? "" : before + words;
    }
}
