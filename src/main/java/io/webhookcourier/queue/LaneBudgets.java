package io.webhookcourier.queue;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many rows of each lane may be claimed now, so that nothing is claimed that would wait.
 *
 * @param blocked lanes of which no row is to be claimed
 * @param special lanes whose budget differs from the default, without the blocked ones
 * @param defaultBudget rows of a lane that is not named
 */
public record LaneBudgets(Set<String> blocked, Map<String, Integer> special, int defaultBudget) {

    /** A JSON object with the blocked lanes for keys: a lane's name may hold any character. */
    String blockedAsJson() {
        return blocked.stream().map(lane -> member(lane, 0)).collect(Collectors.joining(",", "{", "}"));
    }

    String specialAsJson() {
        return special.entrySet().stream()
                .map(lane -> member(lane.getKey(), lane.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String lane, int budget) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(lane)) + "\":" + budget;
    }
}
