package io.webhookcourier.console;

/**
 * What every page has around its content.
 *
 * @param tab which part of the console it belongs to
 * @param formToken what its forms carry
 * @param canLogOut whether a token is set at all
 * @param notice what was just done, or null
 * @param user whom a trusted proxy has named, or null
 * @param name what the operator last called themselves, or empty
 */
public record Page(Tab tab, String formToken, boolean canLogOut, Notice notice, String user, String name) {

    /** The parts of the console, in their order. */
    public enum Tab {
        OVERVIEW("Overview", ConsoleRoute.OVERVIEW),
        EVENTS("Events", ConsoleRoute.EVENTS),
        WORKSPACES("Workspaces", ConsoleRoute.WORKSPACES),
        REPLAYS("Replays", ConsoleRoute.REPLAYS),
        AUDIT("Audit", ConsoleRoute.AUDIT),
        /** A message. */
        OTHER("", null),
        /** The login, where nothing else can be reached. */
        NONE("", null);

        private final String label;
        private final String path;

        Tab(String label, ConsoleRoute route) {
            this.label = label;
            this.path = route == null ? "" : route.path();
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
