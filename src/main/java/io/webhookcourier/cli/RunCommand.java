package io.webhookcourier.cli;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.logging.LogSetup;
import io.webhookcourier.service.CourierService;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the service in the working folder until it is asked to stop. */
@Command(
        name = "run",
        description = "Runs the service; needs application.properties and routes/ in the working folder.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

    @Override
    public void run() {
        LoadedSettings settings = SettingsLoader.loadHere();
        LogSetup.apply(settings.settings().log());
        settings.warnings().forEach(LoggerFactory.getLogger(RunCommand.class)::warn);
        try (CourierService service = CourierService.start(settings, Path.of(""))) {
            service.awaitStop();
        }
    }
}
