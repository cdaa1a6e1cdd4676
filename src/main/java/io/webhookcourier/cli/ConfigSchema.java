package io.webhookcourier.cli;

import io.webhookcourier.config.SettingsSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The JSON Schema of the settings. */
@Command(name = "schema", description = "Prints the JSON Schema of the settings.", mixinStandardHelpOptions = true)
final class ConfigSchema implements Runnable {

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        output.printJson(SettingsSchema.asMap());
    }
}
