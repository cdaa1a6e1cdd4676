package io.webhookcourier.console;

import io.webhookcourier.inspection.MomentInWords;
import io.webhookcourier.inspection.WorkspaceLine;
import io.webhookcourier.inspection.WorkspacePage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The list of workspaces.
 *
 * @param text what their ids contain, or empty
 */
public record WorkspacesModel(WorkspacePage page, String text) {

    public String rate(WorkspaceLine line) {
        return line.successRate().isEmpty()
                ? "–"
                : String.format(
                        Locale.ROOT, "%.1f %%", Math.floor(line.successRate().getAsDouble() * 1000) / 10);
    }

    /** For the style: how good that is. */
    public String mood(WorkspaceLine line) {
        double rate = line.successRate().orElse(1);
        return rate >= 0.99 ? "good" : rate >= 0.9 ? "paused" : "bad";
    }

    public String numbers(WorkspaceLine line) {
        return String.format(Locale.ROOT, "%,d delivered, %,d failed", line.delivered(), line.failed());
    }

    public String errorAt(WorkspaceLine line) {
        return MomentInWords.of(line.lastErrorAt(), page.now());
    }

    public String nextUrl() {
        return "/workspaces?" + (text.isEmpty() ? "" : "contains=" + coded(text) + "&") + "after=" + coded(page.next());
    }

    private static String coded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
