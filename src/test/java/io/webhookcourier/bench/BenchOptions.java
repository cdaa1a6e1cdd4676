package io.webhookcourier.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What both commands take: how the service is started, and which PostgreSQL. */
final class BenchOptions {

    static final Path DIRECTORY = Path.of("target", "bench").toAbsolutePath();
    static final Path RESULTS = Path.of("bench", "results");

    @Option(names = "--java", paramLabel = "<bin/java>", description = "Runs the service; default: this Java.")
    private String java = Worker.javaOfThisProcess();

    @Option(
            names = "--jvm-file",
            paramLabel = "<file>",
            description = "Options of the service's JVM (default: ${DEFAULT-VALUE}); /dev/null for none.")
    private String jvmFile = "jvm.options";

    @Option(names = "--jvm", paramLabel = "<option>", description = "One more such option; may be repeated.")
    private List<String> jvm = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "<key=value>",
            description = "A setting of the service, such as courier.queue.batch-size=500; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    ServiceCommand serviceCommand() {
        Map<String, String> variables = new TreeMap<>();
        settings.forEach((key, value) ->
                variables.put(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        List<String> options = new ArrayList<>(List.of("@" + jvmFile));
        options.addAll(jvm);
        return new ServiceCommand(java, options, Path.of("target", "webhook-courier.jar"), variables);
    }

    /** The folder of PostgreSQL's programs that the variable {@code PG_BIN} names; null without one. */
    static Path programs() {
        String folder = System.getenv("PG_BIN");
        return folder == null || folder.isBlank() ? null : Path.of(folder);
    }
}
