package io.webhookcourier.console;

/**
 * What every page has around its content.
 *
 * @param tab which part of the console it belongs to
 * @param formToken what its forms carry
 * @param canLogOut whether a token is set at all
 * @param notice what was just done, or null
 */
public record Page(Tab tab, String formToken, boolean canLogOut, Notice notice) {

    /** The parts of the console, in their order. */
    public enum Tab {
        OVERVIEW("Overview", "/"),
        EVENTS("Events", "/events"),
        WORKSPACES("Workspaces", "/workspaces"),
        REPLAYS("Replays", "/replays"),
        AUDIT("Audit", "/audit"),
        /** No part of it: a message, or the login. */
        NONE("", "");

        private final String label;
        private final String path;

        Tab(String label, String path) {
            this.label = label;
            this.path = path;
        }

        public String label() {
            return label;
        }

        public String path() {
            return path;
        }

        public static Tab[] shown() {
            return new Tab[] {OVERVIEW, EVENTS, WORKSPACES, REPLAYS, AUDIT};
        }
    }

    public String pico() {
        return Asset.PICO.url();
    }

    public String htmx() {
        return Asset.HTMX.url();
    }

    public String style() {
        return Asset.STYLE.url();
    }

    public String script() {
        return Asset.SCRIPT.url();
    }

    public String icon() {
        return Asset.ICON.url();
    }
}
