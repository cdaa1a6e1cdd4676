package io.webhookcourier.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the service is started.
 *
 * @param java the program
 * @param settings environment variables that go over those of a measurement
 */
record ServiceCommand(String java, List<String> jvmOptions, Path jar, Map<String, String> settings) {

    ServiceCommand {
        jvmOptions = List.copyOf(jvmOptions);
        settings = new TreeMap<>(settings);
    }

    ServiceCommand withJvmOptions(String... options) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        return new ServiceCommand(java, all, jar, settings);
    }

    ServiceCommand withJava(String program) {
        return new ServiceCommand(program, jvmOptions, jar, settings);
    }
}
