package io.webhookcourier.attempt;

import io.webhookcourier.delivery.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a row waits that its route releases repeatedly: the first time it does not wait, then 1, 2, 4 … up to
 * 60 seconds. Otherwise it would be claimed and released again at every poll. Remembered by this worker alone, for
 * the rows that were released most recently.
 */
final class HandBacks {

    static final int MOST_ROWS = 10_000;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** The least recently used row leaves first. */
    private final Map<String, Integer> timesByRow = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_ROWS;
        }
    };

    /** The verdict of a hand-back, with the pause that follows it. */
    synchronized Verdict paused(Verdict handedBack, String rowId) {
        int before = timesByRow.merge(rowId, 1, Integer::sum) - 1;
        return before == 0 ? handedBack : handedBack.after(pause(before));
    }

    private static Duration pause(int before) {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; i < before && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
