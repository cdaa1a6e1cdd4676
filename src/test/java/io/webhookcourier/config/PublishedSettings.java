package io.webhookcourier.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The declared settings as users read them: application.properties, and the table of docs/configuration.md. */
final class PublishedSettings {

    static final Path FILE = Path.of("src/main/resources/settings/application.properties");
    static final Path PAGE = Path.of("docs/configuration.md");

    /** For runs in this folder; left alone where it differs from the shipped file. */
    private static final Path COPY = Path.of("application.properties");

    private static final String HEAD = """
            # Webhook Courier: every setting with its default; docs/configuration.md has the details.
            # An environment variable overrides its key: COURIER_QUEUE_POLL_INTERVAL for courier.queue.poll-interval.
            # Durations are written 250ms, 10s, 10m, 2h, 30d, sizes 64KB, 1MB; bare numbers are milliseconds or bytes.
            # An empty value means the default.
            """;
    private static final String TABLE_HEAD =
            "| key | environment variable | default | what it does, and what is accepted |\n|---|---|---|---|\n";

    private PublishedSettings() {}

    static String file() {
        return Catalogue.SECTIONS.stream()
                .map(section -> "\n# --- " + section.title() + " ---\n\n"
                        + section.settings().stream()
                                .map(PublishedSettings::lines)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String lines(Setting<?> setting) {
        StringBuilder comment = new StringBuilder("# ").append(setting.summary());
        if (setting.specialVariable() != null) {
            comment.append(" Also read from ").append(setting.specialVariable()).append('.');
        }
        if (setting.confidential()) {
            comment.append(" To keep it out of this file, set ")
                    .append(setting.variable())
                    .append('.');
        }
        if (setting.whenEmpty() != null) {
            comment.append(" Empty means ").append(setting.whenEmpty()).append('.');
        }
        return comment + "\n" + setting.name() + "=" + setting.defaultText() + "\n";
    }

    static String table() {
        return Catalogue.SETTINGS.stream().map(PublishedSettings::row).collect(Collectors.joining("", TABLE_HEAD, ""));
    }

    private static String row(Setting<?> setting) {
        String variables = "`" + setting.variable() + "`"
                + (setting.specialVariable() == null ? "" : ", `" + setting.specialVariable() + "`");
        String defaultText =
                setting.whenEmpty() == null ? "`" + setting.defaultText() + "`" : "empty: " + setting.whenEmpty();
        String details = setting.details().isEmpty() ? "" : setting.details() + " ";
        return "| `%s` | %s | %s | %s %sAccepted: %s. |%n"
                .formatted(
                        setting.name(),
                        variables,
                        defaultText,
                        setting.summary(),
                        details,
                        setting.rule().replace("|", "\\|"));
    }

    /** The table as it is on the page now. */
    static String tableOnPage() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(TABLE_HEAD);
        return start < 0 ? "" : page.substring(start, page.indexOf("\n\n", start) + 1);
    }

    static void write() throws IOException {
        if (Files.mismatch(FILE, COPY) < 0) {
            Files.writeString(COPY, file());
        }
        Files.writeString(FILE, file());
        Files.writeString(PAGE, Files.readString(PAGE).replace(tableOnPage(), table()));
    }
}
