package io.webhookcourier.cli;

import io.webhookcourier.config.SettingsLoader;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every setting with its value and where it came from. */
@Command(
        name = "show",
        description = "Shows every setting with its value and where it came from. Secrets are only said to be set.",
        mixinStandardHelpOptions = true)
final class ConfigShow implements Runnable {

    @Mixin
    private OutputOptions output;

    @Option(names = "--changed", description = "Only settings that differ from the default.")
    private boolean changed;

    @Override
    public void run() {
        List<SettingsLoader.Line> lines = SettingsLoader.linesHere().stream()
                .filter(line -> !changed || line.changed())
                .toList();
        if (output.json()) {
            output.printJson(lines);
            return;
        }
        TextTable table = new TextTable("SETTING", "VALUE", "SOURCE");
        lines.forEach(line -> table.row(line.key(), shown(line), line.source()));
        table.print(output.out());
    }

    private static String shown(SettingsLoader.Line line) {
        return line.confidential() && line.set() ? "(set)" : line.value();
    }
}
