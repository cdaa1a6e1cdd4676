package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether everything is as it must be; changes nothing. */
@Command(
        name = "doctor",
        description =
                "Checks settings, database, schema, workers and routes; prints one line per check, with what to do about"
                        + " a problem. Changes nothing. Exit code 1 when there is a problem.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        examine(findings);
        if (output.json()) {
            output.printJson(findings);
        } else {
            findings.forEach(finding -> output.out().println(finding));
        }
        return findings.stream().anyMatch(Finding::isProblem) ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private static void examine(List<Finding> findings) {
        LoadedSettings loaded;
        try {
            loaded = Session.settings();
        } catch (ConfigurationException e) {
            e.mistakes().forEach(mistake -> findings.add(Finding.problem("settings", mistake)));
            return;
        }
        findings.add(Finding.ok("settings", "every key is known and its value accepted"));
        loaded.warnings().forEach(warning -> findings.add(Finding.note("settings", warning)));
        try (Session session = Session.open()) {
            new DatabaseDoctor(session, findings).examine();
            new RoutesDoctor(loaded, session.pool(), Path.of("")).examine(findings);
        } catch (ConfigurationException e) {
            findings.add(Finding.problem("database", e.getMessage()));
            new RoutesDoctor(loaded, null, Path.of("")).examine(findings);
        }
    }
}
