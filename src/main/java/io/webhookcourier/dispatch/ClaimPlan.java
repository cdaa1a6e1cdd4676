package io.webhookcourier.dispatch;

/**
 * What the next claim may take, so that it can be started soon.
 *
 * @param limit rows of all lanes; zero or less when there is no room, and then nothing is to be claimed
 * @param budgets rows of each lane
 */
public record ClaimPlan(int limit, LaneBudgets budgets) {

    public boolean isEmpty() {
        return limit <= 0;
    }
}
