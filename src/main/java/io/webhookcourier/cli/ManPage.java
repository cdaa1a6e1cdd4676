package io.webhookcourier.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page for man(1), in the macros of man(7), of what picocli knows about the commands. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine root) {
        ManPage manual = new ManPage();
        CommandSpec spec = root.getCommandSpec();
        manual.line(".TH WEBHOOK-COURIER 1 \"\" \"Webhook Courier " + Version.number() + "\"");
        manual.line(".SH NAME");
        manual.text("webhook-courier - delivers the rows of a PostgreSQL queue as signed webhooks");
        manual.line(".SH SYNOPSIS");
        manual.text("webhook-courier [COMMAND] [OPTIONS]");
        manual.line(".SH DESCRIPTION");
        manual.paragraph(spec.usageMessage().description());
        manual.text("Every command has --help, which is not repeated below.");
        manual.line(".SH COMMANDS");
        commands(root).forEach(manual::command);
        manual.line(".SH EXIT STATUS");
        manual.entry("0", "Done.");
        manual.entry("1", "Not done, or something was found; a sentence says what.");
        manual.entry("2", "A mistake in the command or in a setting, or a database that cannot be used.");
        manual.line(".SH FILES");
        manual.entry("application.properties", "The settings, in the installation's folder.");
        manual.entry("/etc/webhook-courier/environment", "Variables that override them, one NAME=value a line.");
        manual.line(".SH ENVIRONMENT");
        manual.entry("DATABASE_URL", "The database, as in postgresql://user:password@host:5432/db?schema=public.");
        manual.entry("COURIER_…", "One for every setting; webhook-courier config show lists them.");
        return manual.page.toString();
    }

    /** Those that do something, in their order: of a group its members only. */
    private static List<CommandSpec> commands(CommandLine parent) {
        List<CommandSpec> commands = new ArrayList<>();
        for (CommandLine command : parent.getSubcommands().values()) {
            if (command.getSubcommands().isEmpty()) {
                commands.add(command.getCommandSpec());
            } else {
                commands.addAll(commands(command));
            }
        }
        return commands;
    }

    private void command(CommandSpec command) {
        StringBuilder synopsis = new StringBuilder(command.qualifiedName());
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            synopsis.append(parameter.required() ? " " + label : " [" + label + "]");
        }
        line(".SS " + escaped(synopsis.toString()));
        paragraph(command.usageMessage().description());
        command.positionalParameters().forEach(parameter -> entry(parameter.paramLabel(), description(parameter)));
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> entry(names(option), description(option)));
    }

    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void paragraph(String... text) {
        line(".PP");
        text(String.join(" ", text));
    }

    private void entry(String term, String description) {
        line(".TP");
        line(".B " + escaped(term));
        text(description.isEmpty() ? "\u00a0" : description);
    }

    /** A line of text that is never taken for a macro. */
    private void text(String words) {
        String escaped = escaped(words);
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("\u00a0", "\\ ");
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
