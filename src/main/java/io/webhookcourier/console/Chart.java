package io.webhookcourier.console;

import io.webhookcourier.inspection.MinuteOutcomes;
import io.webhookcourier.inspection.MomentInWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stacked bars of the last hour, a bar for each minute, in the units of an SVG of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param top the number at the upper edge
 */
public record Chart(List<Bar> bars, long top) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 160;

    private static final double GAP = 1.5;

    /**
     * One minute.
     *
     * @param title shown on hover
     */
    public record Bar(double x, double width, List<Part> parts, String title) {}

    /** @param kind names the style */
    public record Part(String kind, double y, double height) {}

    static Chart of(List<MinuteOutcomes> minutes) {
        long top =
                niceTop(minutes.stream().mapToLong(MinuteOutcomes::total).max().orElse(0));
        double step = (double) WIDTH / minutes.size();
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < minutes.size(); i++) {
            MinuteOutcomes minute = minutes.get(i);
            bars.add(new Bar(round(i * step + GAP / 2), round(step - GAP), parts(minute, top), title(minute)));
        }
        return new Chart(List.copyOf(bars), top);
    }

    public String topText() {
        return String.format(Locale.ROOT, "%,d", top);
    }

    private static List<Part> parts(MinuteOutcomes minute, long top) {
        List<Part> parts = new ArrayList<>();
        double below = HEIGHT;
        below = add(parts, "delivered", minute.delivered(), top, below);
        below = add(parts, "not-sent", minute.notSent(), top, below);
        below = add(parts, "retried", minute.retried(), top, below);
        add(parts, "failed", minute.failed(), top, below);
        return List.copyOf(parts);
    }

    private static double add(List<Part> parts, String kind, long number, long top, double below) {
        if (number == 0) {
            return below;
        }
        // Never so low that it cannot be seen: one failure among thousands matters.
        double height = Math.max(2, (double) number / top * HEIGHT);
        double y = Math.max(0, below - height);
        parts.add(new Part(kind, round(y), round(below - y)));
        return y;
    }

    private static String title(MinuteOutcomes minute) {
        return MomentInWords.full(minute.minute()).substring(11, 16) + " UTC: " + minute.delivered() + " delivered, "
                + minute.retried() + " to be retried, " + minute.failed() + " failed, " + minute.notSent()
                + " not sent";
    }

    /** The next of 10, 20, 50, 100, 200 and so on. */
    private static long niceTop(long highest) {
        long unit = 10;
        while (true) {
            for (long factor : new long[] {1, 2, 5}) {
                if (highest <= unit * factor) {
                    return unit * factor;
                }
            }
            unit *= 10;
        }
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
