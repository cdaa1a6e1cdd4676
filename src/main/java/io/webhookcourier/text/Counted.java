package io.webhookcourier.text;

import java.util.Locale;

/** Numbers with what they count. */
public final class Counted {

    private Counted() {}

    /**
     * {@code 1 row}, {@code 1,234 rows}.
     *
     * @param noun in the singular; its plural ends in s
     */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
