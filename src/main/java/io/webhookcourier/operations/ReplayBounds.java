package io.webhookcourier.operations;

/**
 * How much a replay of many may do.
 *
 * @param maxRows events requeued in all; 1 to 1,000,000
 * @param perSecond events requeued per second, in one transaction; 1 to 1,000
 */
public record ReplayBounds(int maxRows, int perSecond) {

    public static final ReplayBounds DEFAULT = new ReplayBounds(10_000, 500);

    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_PER_SECOND = 1_000;

    /** @throws OperationRefusedException outside of the bounds */
    public ReplayBounds {
        if (maxRows < 1 || maxRows > MOST_ROWS) {
            throw OperationRefusedException.invalid(
                    "a replay takes 1 to " + MOST_ROWS + " events at most, not " + maxRows);
        }
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw OperationRefusedException.invalid(
                    "a replay requeues 1 to " + MOST_PER_SECOND + " events a second, not " + perSecond);
        }
    }
}
