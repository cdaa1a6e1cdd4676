package io.webhookcourier.inspection;

import java.util.Locale;

/**
 * A number of rows that was counted up to a bound only, so that counting never takes long.
 *
 * @param number how many there are, or the bound
 * @param more whether there are more than {@code number}
 */
public record Count(long number, boolean more) {

    /** @param bound the largest number that is exact; {@code counted} may be one more */
    static Count upTo(long bound, long counted) {
        return counted > bound ? new Count(bound, true) : new Count(counted, false);
    }

    public boolean isZero() {
        return number == 0 && !more;
    }

    /** Whether it is one exactly, for words in the singular. */
    public boolean isOne() {
        return number == 1 && !more;
    }

    /** {@code 1,234}, or {@code more than 10,000}. */
    @Override
    public String toString() {
        return (more ? "more than " : "") + String.format(Locale.ROOT, "%,d", number);
    }
}
