package io.webhookcourier.dispatch;

import io.webhookcourier.database.JsonKeys;
import java.util.Map;
import java.util.Set;

/**
 * How many rows of each lane may be claimed now, so that nothing is claimed that would wait.
 *
 * @param blocked lanes of which no row is to be claimed
 * @param overrides lanes whose budget differs from the default, without the blocked ones
 * @param defaultBudget rows of a lane that is not named
 */
public record LaneBudgets(Set<String> blocked, Map<String, Integer> overrides, int defaultBudget) {

    /** As these, but no row of any lane. */
    public LaneBudgets ofNothing() {
        return new LaneBudgets(blocked, Map.of(), 0);
    }

    public String blockedAsJson() {
        return JsonKeys.object(blocked);
    }

    public String overridesAsJson() {
        return JsonKeys.object(overrides);
    }
}
